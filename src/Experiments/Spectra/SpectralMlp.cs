namespace SparseGen.Experiments;

/// <summary>A perceptron with a square hidden weight, whose spectrum is watched.</summary>
[Model]
[ImageInput(28, 28, 1), Flatten]
[Linear(256, Name = "first"), Activation(ActivationKind.Relu), Linear(256, Name = "hidden"), Activation(ActivationKind.Relu), Linear(10)]
internal sealed partial class SpectralMlp;
