namespace SparseGen;

/// <summary>
/// y = u * phi(v), where u and v are the first and the second half of the last dimension: the gated linear unit, with the logistic function as phi (Dauphin et al. 2017,
/// arXiv 1612.08083), and its variants (Shazeer 2020, arXiv 2002.05202): behind a <see cref="LinearAttribute"/> of twice the width, <see cref="ActivationKind.Silu"/> gives
/// SwiGLU and <see cref="ActivationKind.Gelu"/> GEGLU. [..., 2 h] becomes [..., h].
/// </summary>
public sealed class GateAttribute : LayerAttribute
{
    /// <summary>The function phi; the logistic function by default.</summary>
    public ActivationKind Activation { get; set; } = ActivationKind.Sigmoid;

    /// <summary>Whether phi is taken of the first half and not of the second, y = phi(u) * v, as code has it that packs the gate first. Off by default.</summary>
    public bool GateFirst { get; set; }
}
