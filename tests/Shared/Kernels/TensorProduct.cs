using SparseGen.Kernels;
using SparseGen.Kernels.Gpu;

namespace SparseGen.Tests.Kernels;

/// <summary>
/// Operands of one of <see cref="TensorTileKernels"/>' products, the result in double precision, and how far a kernel may be from it. What a mode makes of the factors is the
/// caller's: the result of rounded factors differs by what the sums lose alone.
/// </summary>
internal sealed class TensorProduct
{
    /// <summary>A sum loses at most a unit in the last place of single precision where it is truncated, of the sum of all magnitudes so far.</summary>
    private const double LossOfSum = 1.0 / (1 << 23);

    private readonly Func<int, (double Value, double Magnitude)> _result;

    private TensorProduct(
        ProductExtents extents, int samples, float[] left, float[] right, float[] bias, float[] residual, float[] operand, int length,
        Func<int, (double Value, double Magnitude)> result) =>
        (Extents, Samples, Left, Right, Bias, Residual, Operand, Length, _result) = (extents, samples, left, right, bias, residual, operand, length, result);

    public ProductExtents Extents { get; }

    public int Samples { get; }

    public float[] Left { get; }

    public float[] Right { get; }

    /// <summary>Of a gradient what there is of the bias' before.</summary>
    public float[] Bias { get; }

    public float[] Residual { get; }

    public float[] Operand { get; }

    /// <summary>Numbers of the result.</summary>
    public int Length { get; }

    /// <summary>Terms of a sum.</summary>
    public int Terms => Extents.Batch == BatchAxis.Depth ? Samples * Extents.Depth : Extents.Depth;

    /// <summary>Numbers of the result and of all magnitudes that add up to them.</summary>
    public IEnumerable<(double Value, double Magnitude)> Result => Enumerable.Range(0, Length).Select(_result);

    /// <summary>A product by the name of its kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="round">What the mode makes of a factor.</param>
    public static TensorProduct Of(string kernel, int samples, Func<float, double> round) => kernel[..5] switch
    {
        "Whole" => Of<WholeTiles>(samples, round, hasResidual: false, hasEpilogue: true),
        "Ragge" => Of<RaggedTiles>(samples, round, hasResidual: true, hasEpilogue: false),
        "Turne" => Of<TurnedTiles>(samples, round, hasResidual: false, hasEpilogue: false),
        _ => OfGradient(samples, round),
    };

    /// <summary>Asserts that numbers differ from the result by no more than sums and factors lose.</summary>
    /// <param name="actual">The numbers.</param>
    /// <param name="sums">How often a sum is made for each number: a truncation each.</param>
    /// <param name="lossOfProduct">What a product of two factors loses of itself, beyond the rounding that the result knows of.</param>
    public void AssertNear(IReadOnlyList<float> actual, double sums, double lossOfProduct)
    {
        int i = 0;
        foreach ((double value, double magnitude) in Result)
        {
            double bound = magnitude * ((sums * LossOfSum) + lossOfProduct);
            Assert.True(Math.Abs(value - actual[i]) <= bound, $"Number {i}: {actual[i]:R} instead of {value:R}, which is not within {bound:R}.");
            i++;
        }
    }

    private static TensorProduct Of<TShape>(int samples, Func<float, double> round, bool hasResidual, bool hasEpilogue)
        where TShape : struct, IProductShape
    {
        ProductExtents extents = TShape.Extents;
        bool isTurned = extents.Batch == BatchAxis.Columns;
        int rows = isTurned ? extents.Rows : samples * extents.Rows, columns = isTurned ? samples * extents.Columns : extents.Columns;
        int Largest(Func<int, int, int> at, int first, int second) => 1 + Enumerable.Range(0, first).Max(i => Enumerable.Range(0, second).Max(j => at(i, j)));
        int LeftAt(int row, int step) => OperandMap.At(TShape.Left, 0, 0, row, step);
        int RightAt(int step, int column) => OperandMap.At(TShape.Right, 0, 0, step, column);
        float[] left = ValueRecipe.Values("left", Largest(LeftAt, rows, extents.Depth)), right = ValueRecipe.Values("right", Largest(RightAt, extents.Depth, columns));
        float[] bias = ValueRecipe.Values("bias", isTurned ? extents.Rows : extents.Columns);
        float[] residual = ValueRecipe.Values("residual", rows * columns), operand = ValueRecipe.Values("operand", rows * columns);
        var places = new (int Row, int Column)[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                places[OperandMap.At(TShape.Output, 0, 0, row, column)] = (row, column);
            }
        }

        return new(extents, samples, left, right, bias, residual, operand, rows * columns, at =>
        {
            (int row, int column) = places[at];
            double added = bias[isTurned ? row : column], more = hasResidual ? residual[at] : 0, sum = added + more, magnitude = Math.Abs(added) + Math.Abs(more);
            for (int step = 0; step < extents.Depth; step++)
            {
                double product = round(left[LeftAt(row, step)]) * round(right[RightAt(step, column)]);
                sum += product;
                magnitude += Math.Abs(product);
            }

            return hasEpilogue ? (Math.Max(sum, 0) * operand[at], magnitude * Math.Abs(operand[at])) : (sum, magnitude);
        });
    }

    private static TensorProduct OfGradient(int samples, Func<float, double> round)
    {
        ProductExtents extents = GradientTiles.Extents;
        (int rows, int columns, int terms) = (extents.Rows, extents.Columns, samples * extents.Depth);
        float[] left = ValueRecipe.Values("left", terms * rows), right = ValueRecipe.Values("right", terms * columns);
        return new(extents, samples, left, right, [], [], [], rows * columns, at =>
        {
            double[] products = [.. Enumerable.Range(0, terms).Select(k => round(left[(k * rows) + (at / columns)]) * round(right[(k * columns) + (at % columns)]))];
            return (products.Sum(), products.Sum(Math.Abs));
        });
    }
}
