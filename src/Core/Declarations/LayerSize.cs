namespace SparseGen;

/// <summary>Sizes that a declaration leaves open, so that one block serves inputs of any size.</summary>
public static class LayerSize
{
    /// <summary>
    /// As many as come in: for <see cref="LinearAttribute"/> the last dimension of what the block gets (or the model, outside of blocks), for
    /// <see cref="TokenLinearAttribute"/> its tokens.
    /// </summary>
    /// <example>
    /// A block for series of any length and any number of channels:
    /// <code>
    /// [Block]
    /// [LayerNorm, Linear(64), Activation(ActivationKind.Relu), Linear(LayerSize.Same)]
    /// public sealed partial class FeatureMixing;
    /// </code>
    /// </example>
    public const int Same = int.MinValue;
}
