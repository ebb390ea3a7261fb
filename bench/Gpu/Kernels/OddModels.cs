namespace SparseGen.Bench.Gpu.Kernels;

// Models whose sizes nothing divides, so that their kernels have every kind of edge and no quads: each layer that has kernels of its own.

[Model, VectorInput(131), Linear(67), BottleneckMlpBlock(expansion: 3), Linear(10)]
internal sealed partial class OddMlp;

[Model, ImageInput(35, 25, 1), PatchEmbedding(patch: 5, features: 37), MixerBlock(tokenHidden: 19, channelHidden: 53), LayerNorm, TokenMean, Linear(7)]
internal sealed partial class OddMixer;

[Model, TokenInput(35, 37), SMixerBlock(Tokens = 29, Permutation = Permutation.Random), SMixerBlock, LayerNorm, TokenMean, Linear(7)]
internal sealed partial class OddPermutedMixer;

[Model, TokenInput(33, 39), MixerBlock(tokenHidden: 21, channelHidden: 57, ChannelMap = LinearMap.Monarch, Blocks = 3), LayerNorm, TokenMean, Linear(7)]
internal sealed partial class OddMonarch;

[Model, VectorInput(131), SparseMlpBlock(density: 0.1), Linear(7)]
internal sealed partial class OddSparse;

[Model, TokenInput(35, 37), TokenLinear(53), TokenLinear(35), Flatten, Linear(7)]
internal sealed partial class OddTokens;

[Model, ImageInput(11, 9, 6), Convolution(12, kernel: 3, stride: 2, padding: 1, groups: 3), Convolution(37, kernel: 3, padding: 1), ImageTokens, LayerNorm, TokenMean, Linear(7)]
internal sealed partial class OddConvolutions;
