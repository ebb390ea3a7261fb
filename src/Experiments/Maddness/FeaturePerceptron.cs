namespace SparseGen.Experiments;

/// <summary>A network with 512 features behind a ReLU in front of its classifier, as many as those of the paper's network.</summary>
[Model]
[ImageInput(height: 28, width: 28, channels: 1)]
[Flatten]
[Linear(512, Name = "hidden"), Activation(ActivationKind.Relu)]
[Linear(512, Name = "features"), Activation(ActivationKind.Relu)]
[Linear(10, Name = "head")]
internal sealed partial class FeaturePerceptron;
