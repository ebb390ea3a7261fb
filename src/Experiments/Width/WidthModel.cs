using SparseGen.Models;

namespace SparseGen.Experiments;

/// <summary>A model of the width experiment: its class, and what of its declaration the experiment shows.</summary>
/// <param name="Kind">One of <see cref="WidthKind.All"/>.</param>
/// <param name="Entry">The model class.</param>
/// <param name="Tokens">S of the blocks; 1 for an SW-MLP, whose blocks see one long vector.</param>
/// <param name="Channels">C of the blocks.</param>
internal sealed record WidthModel(string Kind, ModelEntry Entry, int Tokens, int Channels)
{
    /// <summary>Effective width, m = S C.</summary>
    public int Width => Tokens * Channels;

    /// <summary>
    /// Omega, connections of a linear map on average over the blocks. In a first block that changes the number of tokens it counts the maps of 49 tokens
    /// as they are, so it is a little less there than in the blocks that follow.
    /// </summary>
    public double Connections
    {
        get
        {
            LayerInfo[] blocks = [.. Entry.Info.Layers.Where(IsBlock)];
            return (double)blocks.Sum(block => block.Macs) / blocks.Sum(block => block.LinearMapCount);
        }
    }

    /// <summary>Share of the weights that is not zero in the dense matrices of the blocks behind the first, which all have the same shape.</summary>
    public double Density => Entry.Info.Layers.Last(IsBlock).Density;

    private static bool IsBlock(LayerInfo layer) => layer.Kind is "SMixerBlock" or "SparseMlpBlock";
}
