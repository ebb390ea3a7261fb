namespace SparseGen.Bench.Layers;

// Layers on tokens. X is [32, 64] throughout, so that the dense layer of the same input and output size is a Linear of the flattened
// 2,048 numbers, which still fits.

[Model, TokenInput(32, 64), Linear(64, Name = "map")]
internal sealed partial class ChannelLinear;

[Model, TokenInput(32, 64), TokenLinear(32)]
internal sealed partial class TokenMap;

[Model, TokenInput(32, 64), Kronecker(32, 64)]
internal sealed partial class KroneckerMap;

[Model, TokenInput(32, 64), SMixerBlock]
internal sealed partial class SMixer;

[Model, TokenInput(32, 64), SMixerBlock(Permutation = Permutation.Random)]
internal sealed partial class RandomSMixer;

[Model, TokenInput(32, 64), SMixerBlock(TokenMap = LinearMap.Monarch, ChannelMap = LinearMap.Monarch)]
internal sealed partial class MonarchSMixer;

[Model, TokenInput(32, 64), SMixerBlock(TokenMap = LinearMap.Sparse, ChannelMap = LinearMap.Sparse, Density = 0.1)]
internal sealed partial class SparseSMixer;

[Model, TokenInput(32, 64), MixerBlock(128, 256)]
internal sealed partial class Mixer;

[Model, TokenInput(32, 64), MixerBlock(128, 256, Permutation = Permutation.Random)]
internal sealed partial class RandomMixer;

[Model, TokenInput(32, 64), MixerBlock(128, 256, TokenMap = LinearMap.Monarch, ChannelMap = LinearMap.Monarch)]
internal sealed partial class MonarchMixer;

[Model, TokenInput(32, 64), MixerBlock(128, 256, TokenMap = LinearMap.Sparse, ChannelMap = LinearMap.Sparse, Density = 0.1)]
internal sealed partial class SparseMixer;

[Model, TokenInput(32, 64), BatchNorm]
internal sealed partial class BatchNormed;

[Model, TokenInput(32, 64), TokenMean]
internal sealed partial class Mean;

[Model, VectorInput(2048), Linear(64, Name = "map")]
internal sealed partial class DenseMean;

[Model, TokenInput(32, 64), FeatureSum]
internal sealed partial class Sum;

[Model, VectorInput(2048), Linear(32, Name = "map")]
internal sealed partial class DenseSum;

[Model, ImageInput(28, 28, 1), PatchEmbedding(4, 64)]
internal sealed partial class Patches;

[Model, VectorInput(784), Linear(3136, Name = "map")]
internal sealed partial class DensePatches;

[Model, ImageInput(8, 8, 32), Convolution(32, 3, padding: 1)]
internal sealed partial class Convolved;

[Model, ImageInput(8, 8, 32), DepthwiseConvolution(3, padding: 1)]
internal sealed partial class DepthwiseConvolved;

[Model, TokenInput(64, 32), DepthwiseConvolution1d(3, causal: true)]
internal sealed partial class ConvolvedTokens;

[Model, ImageInput(8, 8, 32), MaxPool(2)]
internal sealed partial class Pooled;

[Model, VectorInput(2048), Linear(512, Name = "map")]
internal sealed partial class DensePool;

[Model, TokenInput(32, 64), PermutedKronecker(64)]
internal sealed partial class IdentityKronecker;

[Model, TokenInput(32, 64), PermutedKronecker(32, Before = Permutation.Commutation, After = Permutation.Commutation)]
internal sealed partial class CommutedKronecker;

[Model, TokenInput(32, 64), PermutedKronecker(64, Before = Permutation.Random, After = Permutation.Random)]
internal sealed partial class RandomKronecker;

[Model, TokenInput(32, 64), LayerNorm]
internal sealed partial class Norm;

[Model, TokenInput(32, 64), Activation(ActivationKind.Gelu)]
internal sealed partial class Gelu;
