namespace SparseGen.Tests.Models;

/// <summary>The token mixing of a Mixer block, for 7 tokens.</summary>
[Block]
[LayerNorm, TokenLinear(3), Activation(ActivationKind.Gelu), TokenLinear(7)]
public sealed partial class TokenMixing;

/// <summary>The channel mixing of a Mixer block, for 5 channels.</summary>
[Block]
[LayerNorm, Linear(11), Activation(ActivationKind.Gelu), Linear(5)]
public sealed partial class ChannelMixing;

/// <summary>A Mixer block by hand.</summary>
[Block]
[Use<TokenMixing>(Residual = true), Use<ChannelMixing>(Residual = true)]
public sealed partial class HandMixer;

/// <summary>A map that keeps 5 channels.</summary>
[Block]
[LayerNorm(Epsilon = 0.25f), Linear(5), Activation(ActivationKind.Gelu)]
public sealed partial class Gate;

/// <summary>Two loops and a layer outside of them.</summary>
[Block]
[Use<Gate>(Repeat = 2, Residual = true), MixerBlock(tokenHidden: 3, channelHidden: 11, Epsilon = 0.25f, Repeat = 2), LayerNorm(Epsilon = 0.25f)]
public sealed partial class Nested;

/// <summary>A loop around loops.</summary>
[Block]
[Use<Nested>(Repeat = 2), Use<Gate>(Residual = true)]
public sealed partial class Deep;

/// <summary>Nothing but a loop.</summary>
[Block]
[Use<Gate>(Repeat = 2)]
public sealed partial class Stack;

/// <summary>A branch that opens and closes another one.</summary>
[Block]
[LayerNorm, Linear(14, Name = "fc"), Activation(ActivationKind.Tanh)]
public sealed partial class Opened;

/// <summary>The branch that is opened and closed.</summary>
[Block]
[Linear(14, Name = "fc")]
public sealed partial class Wide;
