namespace SparseGen.Tests.Models;

/// <summary>Models whose input has a tangent: through a product, an activation and a norm.</summary>
[Model(HessianProducts = true, Taps = true)]
[VectorInput(13)]
[Linear(19, Name = "first"), Activation(ActivationKind.Gelu), LayerNorm, Linear(7, Name = "second"), Activation(ActivationKind.Tanh), Linear(3)]
public sealed partial class MovedPerceptron;

/// <summary>Through patches and blocks in a loop.</summary>
[Model(HessianProducts = true, Taps = true)]
[ImageInput(height: 4, width: 6, channels: 2)]
[PatchEmbedding(patch: 2, features: 7)]
[MixerBlock(tokenHidden: 5, channelHidden: 11, Repeat = 2)]
[LayerNorm, TokenMean, Linear(3)]
public sealed partial class MovedMixer;

/// <summary>A loop that begins at the input, then sparse maps.</summary>
[Model(HessianProducts = true, Taps = true)]
[TokenInput(tokens: 5, channels: 6)]
[MixerBlock(tokenHidden: 4, channelHidden: 9, Repeat = 2)]
[TokenMean, SparseLinear(9, density: 0.5), Activation(ActivationKind.Silu), Linear(3)]
public sealed partial class MovedLoop;

/// <summary>Through windows of an image.</summary>
[Model(HessianProducts = true, Taps = true)]
[ImageInput(height: 6, width: 5, channels: 2)]
[Convolution(4, kernel: 3, padding: 1), Activation(ActivationKind.Gelu), MaxPool(2, stride: 1), GlobalAveragePool, Linear(3)]
public sealed partial class MovedConvolution;

/// <summary>Numbers that move, and categories that cannot.</summary>
[Model(HessianProducts = true, Taps = true)]
[VectorInput(5), Embedding(3, 7, 4)]
[Linear(9, Name = "fc"), Activation(ActivationKind.Tanh), Linear(3)]
public sealed partial class MovedCategories;

/// <summary>Nothing that could move: the tangent of the input has a place and no reader.</summary>
[Model(HessianProducts = true, Taps = true)]
[VectorInput(3), Embedding(2, 4, 5, 2), Linear(3)]
public sealed partial class MovedNothing;
