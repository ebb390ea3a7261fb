namespace SparseGen.Tests.Models;

/// <summary>What a saved run has to remember: masks of dropout, a tensor in panels, a sparse one and short ones; with second derivatives and images.</summary>
[Model(HessianProducts = true)]
[ImageInput(height: 4, width: 6, channels: 2)]
[PatchEmbedding(patch: 2, features: 3), Activation(ActivationKind.Gelu), Dropout(0.25)]
[SparseLinear(7, 0.5), LayerNorm, TokenMean, Linear(5)]
public sealed partial class ResumedImages;
