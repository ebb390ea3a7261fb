namespace SparseGen.Tests.Models;

/// <summary>A sum of inputs of which half are dropped: the output shows the mask.</summary>
[Model]
[VectorInput(32)]
[Dropout(0.5f), Linear(1)]
public sealed partial class DroppedOut;

/// <summary>Twelve layers of one width: a backward pass that ends early shows in its time.</summary>
[Model]
[VectorInput(256)]
[Linear(256, Repeat = 12), Linear(4, Name = "head")]
public sealed partial class FrozenStack;

/// <summary>Two repetitions of a block, small enough for the simulator.</summary>
[Model]
[TokenInput(tokens: 3, channels: 5)]
[MixerBlock(tokenHidden: 2, channelHidden: 4, Repeat = 2)]
[LayerNorm, TokenMean, Linear(6)]
public sealed partial class SmallStack;
