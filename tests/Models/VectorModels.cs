namespace SparseGen.Tests.Models;

/// <summary>A perceptron with ReLU and squared ReLU, and names given by hand.</summary>
[Model]
[VectorInput(37)]
[Linear(53, Name = "first"), Activation(ActivationKind.Relu)]
[Linear(19, Name = "second"), Activation(ActivationKind.SquaredRelu)]
[Linear(7)]
public sealed partial class ReluMlp;

/// <summary>A layer norm over a vector, after a linear map without bias.</summary>
[Model]
[VectorInput(13)]
[Linear(29, Bias = false), Activation(ActivationKind.GeluTanh)]
[LayerNorm(Epsilon = 1e-5f), Linear(3)]
public sealed partial class TanhMlp;

/// <summary>One number in, one number out.</summary>
[Model]
[VectorInput(1)]
[Linear(1)]
public sealed partial class Scalar;

/// <summary>One number wide at the input and inside: the strides of such weights are the same in both directions.</summary>
[Model]
[VectorInput(1)]
[Linear(24), Activation(ActivationKind.Gelu), Linear(1)]
[Linear(3)]
public sealed partial class NarrowMlp;

/// <summary>Long dot products, and widths just past a multiple of a panel.</summary>
[Model]
[VectorInput(300)]
[Linear(257), Activation(ActivationKind.Gelu)]
[Linear(129), Activation(ActivationKind.Relu)]
[Linear(10)]
public sealed partial class WideMlp;

/// <summary>Repeated layers that are not blocks.</summary>
[Model]
[VectorInput(17)]
[Linear(17, Name = "deep", Repeat = 3), Activation(ActivationKind.Gelu)]
[Linear(4)]
public sealed partial class RepeatedMlp;
