namespace SparseGen.Experiments;

/// <summary>MLP-Mixer with 49 tokens of 32 channels, an expansion of two, three blocks; effective width 1,568.</summary>
[Model(Taps = true)]
[ImageInput(28, 28, 1), PatchEmbedding(4, 32)]
[MixerBlock(98, 64, Repeat = 3)]
[LayerNorm, TokenMean, Linear(10)]
internal sealed partial class ComparedMixer;

/// <summary>The same with two random permutations around each of the two mixings.</summary>
[Model(Taps = true)]
[ImageInput(28, 28, 1), PatchEmbedding(4, 32)]
[MixerBlock(98, 64, Repeat = 3, Permutation = Permutation.Random)]
[LayerNorm, TokenMean, Linear(10)]
internal sealed partial class ComparedRandomPermutationMixer;

/// <summary>An MLP of the same effective width whose weights have the density of a Mixer's, on average over its two mixings; a block for each mixing.</summary>
[Model(Taps = true)]
[ImageInput(28, 28, 1), PatchEmbedding(4, 32), Flatten]
[Use<ComparedSparseMixing>(Repeat = 6, Residual = true)]
[LayerNorm, Linear(10)]
internal sealed partial class ComparedSparseMlp;

/// <summary>Two maps of density (1/49 + 1/32) / 2.</summary>
[Block]
[LayerNorm, SparseLinear(3136, 0.0258, Name = "fc1"), Activation(ActivationKind.Gelu), SparseLinear(1568, 0.0258, Name = "fc2")]
internal sealed partial class ComparedSparseMixing;
