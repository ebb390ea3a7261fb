namespace SparseGen.Tests.Models;

/// <summary>Linear maps of every token; the output keeps the tokens.</summary>
[Model]
[TokenInput(tokens: 11, channels: 17)]
[LayerNorm(Name = "first")]
[Linear(23, Name = "up"), Activation(ActivationKind.Gelu), Linear(17, Name = "down", Bias = false)]
[LayerNorm, Linear(3)]
public sealed partial class TokenMlp;

/// <summary>Patches of one colour channel, no block and no norm.</summary>
[Model]
[ImageInput(height: 9, width: 15, channels: 1)]
[PatchEmbedding(patch: 3, features: 6)]
[Activation(ActivationKind.Relu), TokenMean, Linear(5)]
public sealed partial class GreyPatches;
