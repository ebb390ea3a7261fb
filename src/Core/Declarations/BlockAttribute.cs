namespace SparseGen;

/// <summary>
/// Marks a partial class as a block: its other attributes, read in source order, are a sequence of layers without an input.
/// <see cref="UseAttribute{TBlock}"/> puts the block into a model or into another block. Shapes are inferred anew at every use.
/// </summary>
/// <example>
/// A Mixer block from primitives, for 49 tokens; it generates the same kernels as <see cref="MixerBlockAttribute"/>:
/// <code>
/// [Block]
/// [LayerNorm, TokenLinear(32), Activation(ActivationKind.Gelu), TokenLinear(49)]
/// public sealed partial class TokenMixing;
///
/// [Block]
/// [LayerNorm, Linear(256), Activation(ActivationKind.Gelu), Linear(64)]
/// public sealed partial class ChannelMixing;
///
/// [Block]
/// [Use&lt;TokenMixing&gt;(Residual = true), Use&lt;ChannelMixing&gt;(Residual = true)]
/// public sealed partial class HandMixer;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BlockAttribute : Attribute;
