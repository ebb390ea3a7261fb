using System.Collections.Immutable;

namespace SparseGen;

/// <summary>One layer of a model.</summary>
/// <param name="Name">Prefix of its tensor names.</param>
/// <param name="Kind">Name of the declaration, such as <c>MixerBlock</c>.</param>
/// <param name="InputShape">Shape of a sample before the layer.</param>
/// <param name="OutputShape">Shape of a sample after the layer.</param>
/// <param name="ParameterCount">Learned numbers, all repetitions together.</param>
/// <param name="Macs">Multiply-accumulates of one sample's forward pass, all repetitions together.</param>
/// <param name="EffectiveWidth">
/// m = S C, the length of the flattened output (Hayase and Karakida 2024, arXiv 2306.01470); 0 where that is the input of the model under another shape, as behind a
/// flattened image, which is no layer of a network but what goes into it.
/// </param>
/// <param name="LinearMapCount">Linear maps, the factors of a map counted one by one, all repetitions together.</param>
/// <param name="Density">
/// Share of the effective dense matrices of the layer's linear maps that is not zero, the factors of a map counted one by one and padding of blocks included;
/// 1 for dense maps, 0 where there is no linear map. 1/C and 1/S for the maps of tokens and channels (Hayase and Karakida 2024, arXiv 2306.01470).
/// </param>
public sealed record LayerInfo(
    string Name,
    string Kind,
    ImmutableArray<int> InputShape,
    ImmutableArray<int> OutputShape,
    int ParameterCount,
    long Macs,
    int EffectiveWidth,
    int LinearMapCount,
    double Density)
{
    /// <summary>
    /// Omega, the connections of a linear map on average: entries of its effective dense matrix that are not zero
    /// (Hayase and Karakida 2024, arXiv 2306.01470). gamma (C S^2 + C^2 S) / 2 for a Mixer block; 0 where there is no linear map.
    /// </summary>
    public double Connections => LinearMapCount == 0 ? 0 : (double)Macs / LinearMapCount;

    /// <summary>Entries of the effective dense matrices of the layer's linear maps, zeros included.</summary>
    internal double DenseConnections => Density == 0 ? 0 : Macs / Density;
}
