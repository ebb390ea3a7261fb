namespace SparseGen.Tests.Threads;

/// <summary>Products, an activation, a residual and a norm; small enough for the simulator.</summary>
[Model, TokenInput(4, 8), MixerBlock(tokenHidden: 6, channelHidden: 16), LayerNorm, TokenMean, Linear(5)]
public sealed partial class ThreadedMixer;

/// <summary>Large batches take long enough for calls to meet.</summary>
[Model, VectorInput(64), Linear(128), Activation(ActivationKind.Gelu), Linear(64)]
public sealed partial class ThreadedMlp;
