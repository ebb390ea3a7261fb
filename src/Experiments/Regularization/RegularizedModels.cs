using SparseGen.Models;

namespace SparseGen.Experiments;

/// <summary>A small Mixer: 49 tokens of 32 channels, two blocks.</summary>
[Model(HessianProducts = true)]
[ImageInput(28, 28, 1), PatchEmbedding(4, 32)]
[MixerBlock(tokenHidden: 16, channelHidden: 64, Repeat = 2)]
[LayerNorm, TokenMean, Linear(10)]
internal sealed partial class RegularizedMixer;

/// <summary>A perceptron with two hidden layers of 256, GELU for a Hessian that is defined everywhere.</summary>
[Model(HessianProducts = true)]
[ImageInput(28, 28, 1), Flatten]
[Linear(256), Activation(ActivationKind.Gelu)]
[Linear(256), Activation(ActivationKind.Gelu)]
[Linear(10)]
internal sealed partial class RegularizedMlp;

/// <summary>The models that the regularisers are compared on.</summary>
internal static class RegularizedModels
{
    /// <summary>A line each.</summary>
    public static IReadOnlyList<ModelEntry> All { get; } =
    [
        ModelEntry.Of<RegularizedMixer>("Mixer", "49 tokens of 32 channels, two blocks"),
        ModelEntry.Of<RegularizedMlp>("MLP", "two hidden layers of 256"),
    ];
}
