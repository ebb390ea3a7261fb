using SparseGen.Tests.Models;
using SparseGen.Tests.Reference;
using static SparseGen.Tests.Infrastructure.ModelCases;
using static SparseGen.Tests.Reference.ReferenceModelBuilder;

namespace SparseGen.Tests.Infrastructure;

/// <summary>The models of convolutions.</summary>
internal static class ConvolutionCases
{
    public static IReadOnlyList<ModelCase> All { get; } =
    [
        Case<OddConvolutions>(
            () => Image(9, 17, 5).Convolution(64, 3, padding: 1, name: "conv1").Activation(ActivationKind.Relu).Convolution(37, 3, 2, 1, name: "conv2")
                .Activation(ActivationKind.Gelu).Depthwise(5, 2, 2, name: "conv3").Convolution(35, 1, name: "conv4").Pool(3, 2, 1, isLargest: true).GlobalPool().Linear(10),
            fixtures: [1, 5]),
        Case<GroupedConvolutions>(
            () => Image(6, 4, 1).Convolution(66, 3, padding: 1, name: "first").Convolution(66, 3, padding: 1, groups: 2, name: "second")
                .Use(
                    "around",
                    part => part.Convolution(66, 1, name: "narrow").Activation(ActivationKind.Relu).Depthwise(3, padding: 1, name: "wide"),
                    residual: true)
                .Patches(2, 7).TokenMean().Linear(3),
            fixtures: [5]),
    ];

    /// <summary>With Hessian-vector products.</summary>
    public static IReadOnlyList<ModelCase> Curved { get; } =
    [
        Case<CurvedConvMlp>(
            () => Image(5, 3, 2).Convolution(6, 3, padding: 1, name: "stem")
                .Use(
                    "parts",
                    part => part.Convolution(6, 3, padding: 1, bias: false, name: "conv1").Activation(ActivationKind.Gelu).Depthwise(3, padding: 1, name: "conv2"),
                    repeat: 2)
                .ConvMlp(7, 2, epsilon: 0.25f, dropout: 0.25, depth: 0.25).ConvMlp(5, epsilon: 0.25f, activation: ActivationKind.Tanh, bias: false)
                .ImageTokens().LayerNorm(0.25f).TokenMean().Linear(3),
            fixtures: [5]),
        OfAllLayers,
    ];

    private static ModelCase OfAllLayers => Case<CurvedConvolutions>(
        () => Image(10, 8, 3).Convolution(6, 3, 2, 1, groups: 3, name: "conv1").Activation(ActivationKind.Tanh)
            .Use(
                "parts",
                part => part.Convolution(6, 3, padding: 1, bias: false, name: "conv1").Activation(ActivationKind.Gelu).Depthwise(3, padding: 1, name: "conv2"),
                repeat: 2,
                residual: true)
            .Pool(2, 1, 0, isLargest: true).Convolution(8, 2, groups: 2, name: "pairs").Pool(2, 1, 1, isLargest: false).ImageTokens()
            .AlongTokens(3, isCausal: true, name: "conv2")
            .Use(
                "tokens",
                part => part.LayerNorm(0.01f).TokenImage(4, 3).Depthwise(3, padding: 1, name: "conv1").ImageTokens().AlongTokens(2, bias: false, name: "conv2"),
                repeat: 2,
                residual: true)
            .TokenImage(4, 3).Depthwise(2, 2, 1, bias: false, name: "last").GlobalPool().Linear(3),
        fixtures: [5]);
}
