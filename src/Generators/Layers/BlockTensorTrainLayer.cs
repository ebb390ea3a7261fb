using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// A sum of so many Monarch matrices of one path for each pair of blocks (Qiu et al. 2024, arXiv 2406.06248): the factors of a Monarch map with rank times blocks
/// numbers from each block.
/// </summary>
internal sealed class BlockTensorTrainLayer : Layer
{
    public override string DefaultName => "btt";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        if (!(problems.RequirePositive(spec, "outputs") & problems.RequirePositive(spec, "rank") & problems.RejectImage(spec, input)))
        {
            return null;
        }

        (int inputs, int outputs, int blocks, int rank) = (input.Last, spec.Int("outputs"), spec.Int("blocks"), spec.Int("rank"));
        if (!problems.RequireBlocks(spec, blocks, inputs, outputs))
        {
            return null;
        }

        (int p, int s) = (BlockProduct.BlockSize(inputs, blocks), BlockProduct.BlockSize(outputs, blocks));
        return problems.RequireRank(spec, $"maps blocks of {Emission.Text.Of(p)} inputs to blocks of {Emission.Text.Of(s)} outputs", Math.Min(p, s))
            && LayerSequence.Fits(spec, input, Sizes.Times(Sizes.Times(blocks, blocks), rank), problems)
                ? input.WithLast(outputs)
                : null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        (int outputs, int blocks) = (spec.Int("outputs"), spec.Int("blocks"));
        int inner = blocks * spec.Int("rank");
        return MonarchLayer.Factors(
            builder, MixingAxis.Channels, input, outputs, blocks, inner, SpectralInitial.Of(BlockProduct.BlockSize(input.Shape.Last, blocks), inner),
            SpectralInitial.Of(inner, BlockProduct.BlockSize(outputs, blocks)), spec.Bool("Bias", true), "Initializer.Zeros");
    }
}
