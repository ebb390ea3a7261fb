namespace SparseGen.Tests.Analysis;

/// <summary>A perceptron whose Jacobian is a product of three matrices.</summary>
[Model(HessianProducts = true)]
[VectorInput(7)]
[Linear(9, Name = "first"), Activation(ActivationKind.Tanh)]
[Linear(4, Name = "last")]
public sealed partial class TanhPerceptron;

/// <summary>Layers of several kinds, to be initialised: patches, blocks of a block-diagonal map, a mask.</summary>
[Model]
[ImageInput(height: 4, width: 4, channels: 1)]
[PatchEmbedding(patch: 2, features: 6)]
[MixerBlock(tokenHidden: 3, channelHidden: 8)]
[LayerNorm, TokenMean, BlockDiagonal(6, Blocks = 2), SparseLinear(6, density: 0.5), Linear(5)]
public sealed partial class SmallZoo;

/// <summary>A model that is another function in training.</summary>
[Model]
[VectorInput(7)]
[Linear(40), Dropout(0.5f), Linear(3)]
public sealed partial class DroppingPerceptron;

/// <summary>A model whose samples see each other in training.</summary>
[Model]
[VectorInput(7)]
[Linear(6), BatchNorm, Linear(3)]
public sealed partial class NormalizingPerceptron;

/// <summary>Layers of one width, as the theory of Fisher information given one input has them.</summary>
[Model]
[VectorInput(6)]
[Linear(6, Name = "first"), Activation(ActivationKind.Relu)]
[Linear(6, Name = "second"), Activation(ActivationKind.Relu)]
[Linear(6, Name = "third"), Activation(ActivationKind.Relu)]
[Linear(6, Name = "last")]
public sealed partial class EvenPerceptron;

/// <summary>One layer, whose derivatives by weights are the input itself.</summary>
[Model]
[VectorInput(5)]
[Linear(3, Name = "only")]
public sealed partial class SingleLinear;
