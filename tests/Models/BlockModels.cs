namespace SparseGen.Tests.Models;

/// <summary>A Mixer from primitives.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[Use<HandMixer>(Repeat = 3)]
[LayerNorm, TokenMean, Linear(2)]
public sealed partial class HandMixerModel;

/// <summary>Loops in a loop.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[Use<Nested>(Repeat = 3)]
[LayerNorm, TokenMean, Linear(2)]
public sealed partial class NestedLoops;

/// <summary>Loops in a loop in a loop, each with residuals around it; nothing before them and no pooling behind.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[Use<Deep>(Repeat = 2, Residual = true)]
[Linear(2)]
public sealed partial class DeepLoops;

/// <summary>Residuals around loops where nothing before them learns, so that they end in the part of backward that only the input needs.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[Activation(ActivationKind.Gelu), Use<Stack>(Residual = true), Use<Stack>(Residual = true)]
public sealed partial class ResidualAroundLoop;

/// <summary>A block under names of its own and under the names it gets.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[Use<Gate>(Name = "first"), Use<Gate>, Use<Gate>, Use<Gate>(Name = "last", Repeat = 2)]
[Linear(3), Activation(ActivationKind.Relu)]
public sealed partial class NamedBlocks;
