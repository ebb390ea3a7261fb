namespace SparseGen.Tests.Structure;

/// <summary>A dense map alone.</summary>
[Model]
[VectorInput(7)]
[Linear(5)]
public sealed partial class CountedLinear;

/// <summary>Patches of 2 x 2 of two colour channels.</summary>
[Model]
[ImageInput(height: 4, width: 6, channels: 2)]
[PatchEmbedding(patch: 2, features: 5)]
public sealed partial class CountedPatches;

/// <summary>A block-diagonal map alone, of blocks that divide both sides.</summary>
[Model]
[VectorInput(12)]
[BlockDiagonal(20, Blocks = 4)]
public sealed partial class CountedBlocks;

/// <summary>A sparse map alone.</summary>
[Model]
[VectorInput(13)]
[SparseLinear(11, 0.3)]
public sealed partial class CountedSparse;

/// <summary>A Mixer from patches to classes: all maps differ in size and density, and blocks are repeated.</summary>
[Model]
[ImageInput(height: 4, width: 6, channels: 1)]
[PatchEmbedding(patch: 2, features: 5)]
[MixerBlock(tokenHidden: 3, channelHidden: 11, Repeat = 2)]
[MixerBlock(tokenHidden: 4, channelHidden: 8, ChannelMap = LinearMap.Sparse, Density = 0.4)]
[LayerNorm, TokenMean, Linear(3)]
public sealed partial class CountedMixer;
