namespace SparseGen.Tests.Models;

/// <summary>Smooth in its parameters, with third derivatives that do not vanish: what differences of gradients are tried on.</summary>
[Model(HessianProducts = true)]
[VectorInput(6)]
[Linear(8), Activation(ActivationKind.Gelu), Linear(3)]
public sealed partial class SmoothMlp;

/// <summary>Linear, so that its squared error is quadratic in the parameters.</summary>
[Model(HessianProducts = true)]
[VectorInput(6)]
[Linear(3)]
public sealed partial class LinearRegression;

/// <summary>Images of two channels, no two sides of which are equal.</summary>
[Model(HessianProducts = true)]
[ImageInput(height: 4, width: 6, channels: 2)]
[PatchEmbedding(patch: 2, features: 3)]
[TokenMean, Linear(5)]
public sealed partial class SmallImages;

/// <summary>One matrix of seven rows of five and nothing else: the tensor that PyTorch clipped.</summary>
[Model]
[VectorInput(5)]
[Linear(7, Bias = false)]
public sealed partial class SevenByFive;
