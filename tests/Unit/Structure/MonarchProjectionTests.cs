using SparseGen.Structure;
using Svd = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace SparseGen.Tests.Structure;

public sealed class MonarchProjectionTests
{
    /// <summary>(inputs, outputs, k, q, l): square, rectangular, ranks that differ from slice to slice, padding.</summary>
    public static TheoryData<int, int, int, int, int> Shapes => new()
    {
        { 16, 16, 4, 4, 4 },
        { 24, 18, 4, 6, 3 },
        { 10, 7, 3, 3, 3 },
        { 37, 53, 5, 8, 5 },
        { 53, 37, 4, 10, 4 },
        { 12, 30, 6, 2, 4 },
        { 9, 9, 1, 5, 1 },
        { 1, 1, 1, 1, 1 },
        { 256, 256, 16, 16, 16 },
        { 768, 384, 8, 192, 24 },
        { 1024, 1024, 32, 32, 32 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void AMonarchMatrixIsItsOwnProjection(int inputs, int outputs, int k, int q, int l)
    {
        var monarch = Random(new MonarchShape(inputs, outputs, k, q, l));
        var dense = monarch.ToDense();
        var projection = Monarch.Project(dense, monarch.Shape);
        Matrices.Equal(dense, projection.Factors.ToDense());
        Assert.True(projection.Error < 1e-9);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TheErrorIsThatOfTheDiscardedSingularValues(int inputs, int outputs, int k, int q, int l)
    {
        var shape = new MonarchShape(inputs, outputs, k, q, l);
        var dense = Matrices.Random("dense", outputs, inputs);
        double discarded = 0;
        for (var first = 0; first < k; first++)
        {
            for (var second = 0; second < l; second++)
            {
                // The part of the matrix between a block of inputs and the outputs second, second + l, ...; its rank counts the paths.
                int[] rows = [.. Enumerable.Range(0, outputs).Where(row => row % l == second)];
                int[] columns = [.. Enumerable.Range(0, inputs).Where(column => column / ((inputs + k - 1) / k) == first)];
                var rank = Enumerable.Range(first * q, q).Count(middle => middle % l == second);
                if (rows.Length > 0 && columns.Length > 0)
                {
                    var slice = Svd.Build.Dense(rows.Length, columns.Length, (row, column) => dense[rows[row], columns[column]]);
                    discarded += slice.Svd(computeVectors: false).S.Skip(rank).Sum(value => value * value);
                }
            }
        }

        var projection = Monarch.Project(dense, shape);
        Assert.Equal(Math.Sqrt(discarded), projection.Error, 9);
        Assert.Equal(Math.Sqrt(discarded), Matrices.Distance(dense, projection.Factors.ToDense()), 9);
    }

    /// <summary>Without a shape it is that of the layer, whose blocks are four unless it says otherwise.</summary>
    [Fact]
    public void WithoutAShapeItIsThatOfTheLayer()
    {
        Assert.Equal(4, new MonarchAttribute(1).Blocks);
        var dense = Matrices.Random("dense", 21, 20);
        Same(Monarch.Project(dense, MonarchShape.OfLayer(20, 21, 4)), Monarch.Project(dense));
        Same(Monarch.Project(dense, MonarchShape.OfLayer(20, 21, 7)), Monarch.Project(dense, 7));
        var square = Random(MonarchShape.Square(4)).ToDense();
        Assert.Equal(MonarchShape.Square(4), Monarch.Project(square).Factors.Shape);
        Matrices.Equal(square, Monarch.Project(square).Factors.ToDense());

        Assert.Throws<ArgumentException>("dense", () => Monarch.Project(new double[0, 3]));
        Assert.Throws<ArgumentOutOfRangeException>("blocks", () => Monarch.Project(dense, 21));

        static void Same(MonarchProjection expected, MonarchProjection actual)
        {
            Assert.Equal(expected.Factors.Shape, actual.Factors.Shape);
            Assert.Equal(expected.Error, actual.Error);
            Matrices.Equal(expected.Factors.ToDense(), actual.Factors.ToDense());
        }
    }

    [Fact]
    public void NoNeighbourIsNearer()
    {
        var dense = Matrices.Random("dense", 21, 20);
        var projection = Monarch.Project(dense, MonarchShape.OfLayer(20, 21, 4));
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var step = Random(projection.Factors.Shape, $"step{attempt}");
            var neighbour = new MonarchFactors(projection.Factors.Shape);
            Add(neighbour.First.Values, projection.Factors.First.Values, step.First.Values);
            Add(neighbour.Second.Values, projection.Factors.Second.Values, step.Second.Values);
            Assert.True(Matrices.Distance(dense, neighbour.ToDense()) > projection.Error);
        }

        static void Add(Span<double> sum, Span<double> start, Span<double> step)
        {
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] = start[i] + 1e-3 * step[i];
            }
        }
    }

    /// <summary>M[(l j), (k i)] = L[j, l, k] R[k, j, i], the definition of the paper.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void TheSquareFormIsThePapers(int m)
    {
        var monarch = Random(MonarchShape.Square(m));
        Matrices.Equal(
            Matrices.Create(m * m, m * m, (row, column) =>
                monarch.Second[row % m, row / m, column / m] * monarch.First[column / m, row % m, column % m]),
            monarch.ToDense());
        Assert.Equal(2L * m * m * m, monarch.Shape.ParameterCount);
    }

    /// <summary>
    /// The discrete Fourier transform is a Monarch matrix once the input is in the order of its residues. Complex numbers stand as pairs,
    /// so every slice has rank 2 instead of 1.
    /// </summary>
    [Theory]
    [InlineData(3, 5)]
    [InlineData(6, 6)]
    [InlineData(14, 14)]
    [InlineData(3, 9)]
    [InlineData(6, 8)]
    [InlineData(6, 7)]
    [InlineData(5, 17)]
    [InlineData(12, 14)]
    [InlineData(16, 32)]
    public void TheFourierTransformIsRecovered(int k, int p)
    {
        var n = k * p;
        var dense = Matrices.Create(2 * n, 2 * n, (row, column) =>
        {
            // Outputs: (s, part, l). Inputs: (block, i, part), where the sample is i k + block.
            int a = row / (2 * p) * p + row % p, b = column % (2 * p) / 2 * k + column / (2 * p);
            bool toImaginary = row / p % 2 == 1, fromImaginary = column % 2 == 1;
            var angle = -2 * Math.PI * (a * b % n) / n;
            return toImaginary == fromImaginary ? Math.Cos(angle) : toImaginary ? Math.Sin(angle) : -Math.Sin(angle);
        });
        var projection = Monarch.Project(dense, new MonarchShape(2 * n, 2 * n, k, 2 * p, p));
        Assert.True(projection.Error < 1e-8, $"The error is {projection.Error}.");
        Matrices.Equal(dense, projection.Factors.ToDense());
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        var shape = MonarchShape.OfLayer(8, 6, 2);
        Assert.Contains("6 x 8", Assert.Throws<ArgumentException>("dense", () => Monarch.Project(new double[8, 6], shape)).Message, StringComparison.Ordinal);
        var infinite = new double[6, 8];
        infinite[1, 1] = double.NaN;
        Assert.Throws<ArgumentException>("dense", () => Monarch.Project(infinite, shape));
        Assert.Throws<ArgumentException>("secondBlocks", () => new MonarchShape(8, 8, 2, 3, 4));
        Assert.Throws<ArgumentOutOfRangeException>("blocks", () => MonarchShape.OfLayer(8, 6, 7));
        Assert.Throws<ArgumentException>("second", () => new MonarchFactors(new BlockTensor(2, 3, 4), new BlockTensor(2, 2, 2)));
    }

    private static MonarchFactors Random(MonarchShape shape, string name = "monarch")
    {
        var monarch = new MonarchFactors(shape);
        ValueRecipe.Widen(ValueRecipe.Values($"{name}.first", monarch.First.Values.Length)).CopyTo(monarch.First.Values);
        ValueRecipe.Widen(ValueRecipe.Values($"{name}.second", monarch.Second.Values.Length)).CopyTo(monarch.Second.Values);
        return monarch;
    }
}
