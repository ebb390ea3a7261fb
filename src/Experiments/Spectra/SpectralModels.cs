namespace SparseGen.Experiments;

/// <summary>A perceptron with a square hidden weight.</summary>
[Model]
[ImageInput(28, 28, 1), Flatten]
[Linear(256, Name = "first"), Activation(ActivationKind.Relu), Linear(256, Name = "hidden"), Activation(ActivationKind.Relu), Linear(10)]
internal sealed partial class SpectralMlp;

/// <summary>A Mixer with an expansion of two in both mixings, as that of the paper's figure 4.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 64)]
[MixerBlock(98, 128, Repeat = 3)]
[LayerNorm, TokenMean, Linear(10)]
internal sealed partial class SpectralMixer;
