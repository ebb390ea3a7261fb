using SparseGen.Generators.Emission;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// A Monarch matrix (Dao et al. 2022, arXiv 2204.00595): y = P^T L P R x + bias with L and R block-diagonal and P the transposition
/// between them. Shapes as in MonarchLinear of HazyResearch/fly: b blocks, R of ceil(n / b) inputs, L of ceil(m / b) outputs, between
/// them the smaller of the two; x is padded with zeros and y cut off where b does not divide.
/// </summary>
internal sealed class MonarchLayer : Layer
{
    public override string DefaultName => "monarch";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequirePositive(spec, "outputs") && problems.RejectImage(spec, input)
        && problems.RequireBlocks(spec, spec.Int("Blocks", BlockDiagonalLayer.DefaultBlocks), input.Last, spec.Int("outputs"))
            ? input.WithLast(spec.Int("outputs"))
            : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) => Map(
        builder, MixingAxis.Channels, input, spec.Int("outputs"), spec.Int("Blocks", BlockDiagonalLayer.DefaultBlocks),
        spec.Bool("Bias", true), "Initializer.Zeros");

    /// <summary>A Monarch map of either dimension under the open scope; shared with the blocks.</summary>
    public static Value Map(ProgramBuilder builder, MixingAxis axis, Value input, int outputs, int blocks, bool hasBias, string biases)
    {
        int inputs = BlockProduct.Length(input.Shape, axis);
        int inner = Math.Min(BlockProduct.BlockSize(inputs, blocks), BlockProduct.BlockSize(outputs, blocks));
        (double first, double second) = Deviations(inputs, outputs, blocks, inner);
        return Factors(
            builder, axis, input, outputs, blocks, inner, $"Initializer.Uniform({Text.Of(first)})", $"Initializer.Uniform({Text.Of(second)})", hasBias, biases);
    }

    /// <summary>The factors of a map with <paramref name="inner"/> numbers between them for each block.</summary>
    public static Value Factors(
        ProgramBuilder builder, MixingAxis axis, Value input, int outputs, int blocks, int inner, string first, string second, bool hasBias, string biases)
    {
        var product = new BlockProduct(builder, axis);
        (int p, int s) = (BlockProduct.BlockSize(product.Length(input.Shape), blocks), BlockProduct.BlockSize(outputs, blocks));
        Value right = product.Weight("blkdiag1", blocks, inner, p, first);
        Value left = product.Weight("blkdiag2", blocks, s, inner, second);
        Value? bias = hasBias ? builder.Parameter("bias", Shape.Of(outputs), biases) : null;

        Value middle = product.Multiply(
            product.Pad(input, BlockProduct.Length(blocks, p)), BlockPlaces.Contiguous(p), right, blocks, BlockPlaces.Contiguous(inner), null);
        return axis == MixingAxis.Channels
            ? Second(product, middle, left, outputs, blocks, bias)
            : SecondOfTokens(product, middle, left, outputs, blocks, bias);
    }

    /// <summary>Along the channels elements of a block have to lie side by side, so they are moved before and after.</summary>
    private static Value Second(BlockProduct product, Value middle, Value left, int outputs, int blocks, Value? bias)
    {
        (int s, int r) = (left.Shape.Dimensions[1], left.Shape.Dimensions[2]);
        Value turned = product.Move(middle, "turned", BlockProduct.Length(blocks, r), [("block", blocks, 1, r), ("place", r, blocks, 1)]);
        Value mapped = product.Multiply(turned, BlockPlaces.Contiguous(r), left, blocks, BlockPlaces.Contiguous(s), null);
        return product.Move(mapped, "output", outputs, [("place", s, 1, blocks), ("block", blocks, s, 1)], bias);
    }

    /// <summary>Along the tokens the transposition is a matter of strides.</summary>
    private static Value SecondOfTokens(BlockProduct product, Value middle, Value left, int outputs, int blocks, Value? bias)
    {
        bool cutsOff = BlockProduct.Length(blocks, left.Shape.Dimensions[1]) != outputs;
        Value mapped = product.Multiply(
            middle, BlockPlaces.Interleaved(blocks), left, blocks, BlockPlaces.Interleaved(blocks), cutsOff ? null : bias);
        return cutsOff ? product.CutOff(mapped, outputs, bias) : mapped;
    }

    /// <summary>
    /// Deviations that give outputs the variance of a dense layer's, whose entries have variance v = 2 / (n + m) (Xavier). An entry of the
    /// product of the factors is a sum along paths: an output reaches r numbers in the middle and each of these n / b inputs, so
    /// r (n / b) Var(L) Var(R) = n v. Each factor gets half of the gain g = n v: Var(R) = sqrt(g) b / n and Var(L) = sqrt(g) / r.
    /// </summary>
    private static (double Right, double Left) Deviations(int inputs, int outputs, int blocks, int inner)
    {
        double gain = Math.Sqrt(2.0 * inputs / ((double)inputs + outputs));
        return (Math.Sqrt(gain * blocks / inputs), Math.Sqrt(gain / inner));
    }
}
