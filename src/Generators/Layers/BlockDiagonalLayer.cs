using SparseGen.Generators.Emission;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// y = diag(B_1, ..., B_b) x + bias along the last dimension: element n of block j is the sum over k of B_j[n, k] x[j p + k].
/// Shapes as in BlockdiagLinear of HazyResearch/fly: blocks of ceil(inputs / b) and ceil(outputs / b), padded and cut off.
/// With shared blocks it is I_b kron B.
/// </summary>
internal sealed class BlockDiagonalLayer : Layer
{
    public const int DefaultBlocks = 4;

    public override string DefaultName => "blockdiag";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequirePositive(spec, "outputs") && problems.RejectImage(spec, input)
        && problems.RequireBlocks(spec, spec.Int("Blocks", DefaultBlocks), input.Last, spec.Int("outputs"))
            ? input.WithLast(spec.Int("outputs"))
            : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        (int outputs, int blocks) = (spec.Int("outputs"), spec.Int("Blocks", DefaultBlocks));
        (int p, int q) = (BlockProduct.BlockSize(input.Shape.Last, blocks), BlockProduct.BlockSize(outputs, blocks));
        var product = new BlockProduct(builder, MixingAxis.Channels);
        string initializer = $"Initializer.Uniform({Text.Of(Deviation(input.Shape.Last, outputs, blocks))})";
        Value weight = spec.Bool("Shared", false)
            ? builder.Parameter("weight", Shape.Of(q, p), initializer, ParameterStorage.Panels, new RepeatedWeight(blocks))
            : product.Weight("weight", blocks, q, p, initializer);
        Value? bias = spec.Bool("Bias", true) ? builder.Parameter("bias", Shape.Of(outputs), "Initializer.Zeros") : null;
        bool cutsOff = BlockProduct.Length(blocks, q) != outputs;
        Value mapped = product.Multiply(
            product.Pad(input, BlockProduct.Length(blocks, p)), BlockPlaces.Contiguous(p), weight, blocks, BlockPlaces.Contiguous(q), cutsOff ? null : bias);
        return cutsOff ? product.CutOff(mapped, outputs, bias) : mapped;
    }

    /// <summary>
    /// The deviation that gives outputs the variance of a dense layer's. That one has entries of variance v = 2 / (n + m) (Xavier), n of them
    /// an output; here n / b are left, so each has variance b v.
    /// </summary>
    private static double Deviation(int inputs, int outputs, int blocks) => Math.Sqrt(2.0 * blocks / ((double)inputs + outputs));
}
