using SparseGen.Structure;
using SparseGen.Tests.Training;

namespace SparseGen.Tests.Structure;

/// <summary>What the objects of structure refuse, and that the message has the argument, its value and what was expected.</summary>
public sealed class StructureArgumentTests
{
    [Theory]
    [InlineData(0, 0, 4, "column", "column is 4; expected 0 to 3")]
    [InlineData(0, 3, 0, "row", "row is 3; expected 0 to 2")]
    [InlineData(1, 0, -1, "column", "column is -1; expected 0 to 3")]
    [InlineData(2, 0, 0, "block", "block is 2; expected 0 to 1")]
    [InlineData(-1, 0, 0, "block", "block is -1; expected 0 to 1")]
    public void AnIndexBelongsToItsOwnExtent(int block, int row, int column, string name, string message)
    {
        BlockTensor tensor = new(2, 3, 4);
        Refused<ArgumentOutOfRangeException>(name, message, () => (object)tensor[block, row, column]);
        Refused<ArgumentOutOfRangeException>(name, message, () => tensor[block, row, column] = 1);
        Assert.All(tensor.Values.ToArray(), static value => Assert.Equal(0, value));
    }

    [Fact]
    public void WhatIsTooLargeIsRefusedWithItsSize()
    {
        Refused<ArgumentOutOfRangeException>(
            "blocks", "blocks x rows x columns is 100000 x 100000 x 100 = 1000000000000; expected at most 2147483591", () => new BlockTensor(100_000, 100_000, 100));
        Refused<ArgumentOutOfRangeException>("side", "side x side is 100000 x 100000 = 10000000000", () => MonarchShape.Square(100_000));
        Refused<ArgumentOutOfRangeException>("side", "0", () => MonarchShape.Square(0));
        Refused<ArgumentOutOfRangeException>(
            "firstBlocks", "firstBlocks x firstRows is 100000 x 100000 = 10000000000", () => new MonarchShape(4, 4, 100_000, 100_000, 2));
        Refused<ArgumentOutOfRangeException>(
            "outputs", "2 x 1073741824 = 2147483648; expected at most 2147483647", () => MonarchShape.OfLayer(int.MaxValue, int.MaxValue, 2));
        Refused<ArgumentOutOfRangeException>("inputs", "0", () => MonarchShape.OfLayer(0, 4, 1));
        Refused<ArgumentOutOfRangeException>(
            "rows", "rows x columns is 100000 x 100000 = 10000000000; expected at most 2147483591", () => Permutations.Commutation(100_000, 100_000));
    }

    [Fact]
    public void APairNeedsItsMatrices()
    {
        double[,] matrix = Matrices.Identity(2);
        Assert.Throws<ArgumentNullException>("Tokens", () => new MixerPair(null!, matrix));
        Assert.Throws<ArgumentNullException>("Channels", () => new MixerPair(matrix, null!));
        Refused<ArgumentException>("Channels", "Channels is 0 x 3; expected at least one entry", () => new MixerPair(matrix, new double[0, 3]));
    }

    [Fact]
    public void APaddedMonarchMatrixIsNoPair()
    {
        MonarchFactors factors = Monarch.Project(Matrices.Random("padded", 7, 11), 3).Factors;
        Refused<ArgumentException>(
            "monarch", "monarch is a matrix 7 x 11 with factors for 9 x 12", () => MixerPair.FromMonarch(factors));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void ALayerHasAName(string? layer)
    {
        using var model = LinearProbe.Create(1);
        Action[] calls =
        [
            () => EffectiveWeights.Of(model.Parameters, layer!, 3, 5),
            () => MonarchFactors.Read(model.Parameters, layer!, 3, 5),
            () => new MonarchFactors(MonarchShape.Square(2)).Write(model.Parameters, layer!),
        ];
        Assert.All(calls, static call => Assert.Equal("layer", Assert.ThrowsAny<ArgumentException>(call).ParamName));
    }

    /// <summary>Squares of such entries overflow, or are zero; the projection scales by a power of two and is that of the matrix as it is.</summary>
    [Theory]
    [InlineData(664)]
    [InlineData(-664)]
    public void EntriesOfAnySizeAreProjected(int exponent)
    {
        double[,] dense = Matrices.Random("scaled", 12, 10);
        double[,] scaled = Matrices.Map(value => Math.ScaleB(value, exponent), dense);
        MonarchProjection expected = Monarch.Project(dense, 2);
        MonarchProjection actual = Monarch.Project(scaled, 2);
        Assert.Equal(expected.Error, Math.ScaleB(actual.Error, -exponent), 1e-9);
        Matrices.Equal(expected.Factors.ToDense(), Matrices.Map(value => Math.ScaleB(value, -exponent), actual.Factors.ToDense()));

        (MixerPair pair, double error) = NearestPair.Find(scaled, 3, 5);
        Assert.Equal(NearestPair.Find(dense, 3, 5).Error, Math.ScaleB(error, -exponent), 1e-9);
        Assert.All(pair.ToDense().Cast<double>(), static value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void AMatrixThatIsNotFiniteHasNoNearestPair() => Refused<ArgumentException>(
        "dense", "NaN", () => NearestPair.Find(Matrices.Map(static _ => double.NaN, Matrices.Identity(4)), 2, 2));

    private static void Refused<TException>(string name, string message, Func<object> make)
        where TException : ArgumentException
    {
        TException exception = Assert.Throws<TException>(name, make);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
