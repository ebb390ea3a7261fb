namespace SparseGen.Generators.Layers;

/// <summary>The dimension of X [S, C] that a linear map mixes.</summary>
internal enum MixingAxis
{
    /// <summary>W X: each channel by itself. In row-major order that is W kron I_C.</summary>
    Tokens,

    /// <summary>X V^T: each token by itself. In row-major order that is I_S kron V.</summary>
    Channels,
}
