namespace SparseGen.Tests.Structure;

/// <summary>Mixer blocks of twice as many hidden tokens and channels, whose initial weights are looked at: sizes 16 and 64.</summary>
[Model]
[TokenInput(tokens: 16, channels: 64)]
[MixerBlock(tokenHidden: 32, channelHidden: 128, Repeat = 4)]
public sealed partial class SmallSpectrum;

/// <summary>Sizes 128 and 256.</summary>
[Model]
[TokenInput(tokens: 128, channels: 256)]
[MixerBlock(tokenHidden: 256, channelHidden: 512, Repeat = 4)]
public sealed partial class LargeSpectrum;

/// <summary>S-Mixer, gamma = 1: sizes 64 and 256.</summary>
[Model]
[TokenInput(tokens: 64, channels: 256)]
[SMixerBlock(Repeat = 8)]
public sealed partial class SquareSpectrum;

/// <summary>Sparse MLPs with 8,192 kept weights in each map and ever wider layers: m = 128, ...</summary>
[Model]
[VectorInput(128)]
[SparseMlpBlock(density: 0.25, Expansion = 2, Repeat = 4)]
public sealed partial class NarrowSparseSpectrum;

/// <summary>... m = 256, ...</summary>
[Model]
[VectorInput(256)]
[SparseMlpBlock(density: 0.0625, Expansion = 2, Repeat = 4)]
public sealed partial class SparseSpectrum;

/// <summary>... and m = 512.</summary>
[Model]
[VectorInput(512)]
[SparseMlpBlock(density: 0.015625, Expansion = 2, Repeat = 4)]
public sealed partial class WideSparseSpectrum;
