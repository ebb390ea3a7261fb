namespace SparseGen.Experiments;

/// <summary>A layer of the width of an image and its classes, 28 x 28 + 10.</summary>
[Block]
[Linear(794), Activation(ActivationKind.Relu)]
internal sealed partial class ImageLayer;

/// <summary>Four layers of the width of image and classes.</summary>
[Model(Taps = true)]
[VectorInput(794)]
[Use<ImageLayer>(Repeat = 4)]
internal sealed partial class IdentityPerceptron4;

/// <summary>Eight layers of the width of image and classes.</summary>
[Model(Taps = true)]
[VectorInput(794)]
[Use<ImageLayer>(Repeat = 8)]
internal sealed partial class IdentityPerceptron8;

/// <summary>Sixteen layers of the width of image and classes.</summary>
[Model(Taps = true)]
[VectorInput(794)]
[Use<ImageLayer>(Repeat = 16)]
internal sealed partial class IdentityPerceptron16;
