namespace SparseGen.Experiments;

/// <summary>RP-S-Mixer with 173 tokens of 16 channels, effective width 2,768.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 16)]
[SMixerBlock(Tokens = 173, Permutation = Permutation.Random), SMixerBlock(Repeat = 3, Permutation = Permutation.Random)]
[LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(10)]
internal sealed partial class RandomPermutationSMixerS173C16;

/// <summary>RP-S-Mixer with 113 tokens of 32 channels, effective width 3,616.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 32)]
[SMixerBlock(Tokens = 113, Permutation = Permutation.Random), SMixerBlock(Repeat = 3, Permutation = Permutation.Random)]
[LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(10)]
internal sealed partial class RandomPermutationSMixerS113C32;

/// <summary>RP-S-Mixer with 83 tokens of 48 channels, effective width 3,984.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 48)]
[SMixerBlock(Tokens = 83, Permutation = Permutation.Random), SMixerBlock(Repeat = 3, Permutation = Permutation.Random)]
[LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(10)]
internal sealed partial class RandomPermutationSMixerS83C48;

/// <summary>RP-S-Mixer with 64 tokens of 64 channels, effective width 4,096.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 64)]
[SMixerBlock(Tokens = 64, Permutation = Permutation.Random), SMixerBlock(Repeat = 3, Permutation = Permutation.Random)]
[LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(10)]
internal sealed partial class RandomPermutationSMixerS64C64;

/// <summary>RP-S-Mixer with 48 tokens of 83 channels, effective width 3,984.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 83)]
[SMixerBlock(Tokens = 48, Permutation = Permutation.Random), SMixerBlock(Repeat = 3, Permutation = Permutation.Random)]
[LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(10)]
internal sealed partial class RandomPermutationSMixerS48C83;

/// <summary>RP-S-Mixer with 32 tokens of 113 channels, effective width 3,616.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 113)]
[SMixerBlock(Tokens = 32, Permutation = Permutation.Random), SMixerBlock(Repeat = 3, Permutation = Permutation.Random)]
[LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(10)]
internal sealed partial class RandomPermutationSMixerS32C113;

/// <summary>RP-S-Mixer with 16 tokens of 173 channels, effective width 2,768.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 173)]
[SMixerBlock(Tokens = 16, Permutation = Permutation.Random), SMixerBlock(Repeat = 3, Permutation = Permutation.Random)]
[LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(10)]
internal sealed partial class RandomPermutationSMixerS16C173;
