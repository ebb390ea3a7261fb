using static SparseGen.Tests.Generation.DiagnosticCases;

namespace SparseGen.Tests.Generation;

/// <summary>Each way to misuse dropout and stochastic depth.</summary>
internal static class DropoutDiagnosticCases
{
    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        Attributes("dropout of everything", "SPG0060", "VectorInput(3), «Dropout(1)»", "Dropout has rate = 1; it must be at least 0 and below 1, such as 0.1"),
        Attributes("dropout in percent", "SPG0060", "VectorInput(3), «Dropout(25)»", "Dropout has rate = 25; it must be at least 0 and below 1, such as 0.25"),
        Attributes("dropout below zero", "SPG0060", "VectorInput(3), «Dropout(-0.5)»", "Dropout has rate = -0.5; it must be at least 0 and below 1, such as 0"),
        Attributes(
            "dropout that is no number", "SPG0060", "VectorInput(3), «Dropout(double.NaN)»", "Dropout has rate = NaN; it must be at least 0 and below 1, such as 0.1"),
        Attributes(
            "dropout of an image",
            "SPG0017",
            "ImageInput(4, 6, 1), «Dropout(0.5)»",
            "Dropout" + StructuredDiagnosticCases.CannotTakeImage),
        Attributes(
            "a Mixer's dropout out of range",
            "SPG0060",
            "TokenInput(3, 4), «MixerBlock(2, 2, Dropout = 2)»",
            "MixerBlock has Dropout = 2; it must be at least 0 and below 1, such as 0.02"),
        Attributes(
            "a Mixer's stochastic depth out of range",
            "SPG0060",
            "TokenInput(3, 4), «MixerBlock(2, 2, StochasticDepth = 1)»",
            "MixerBlock has StochasticDepth = 1; it must be at least 0 and below 1, such as 0.1"),
        Attributes(
            "an S-Mixer's stochastic depth out of range",
            "SPG0060",
            "TokenInput(3, 4), «SMixerBlock(StochasticDepth = -1)»",
            "SMixerBlock has StochasticDepth = -1; it must be at least 0 and below 1, such as 0"),
        Attributes(
            "a bottleneck's dropout out of range",
            "SPG0060",
            "VectorInput(3), «BottleneckMlpBlock(Dropout = 1.5)»",
            "BottleneckMlpBlock has Dropout = 1.5; it must be at least 0 and below 1, such as 0.015"),
        Attributes(
            "a bottleneck's stochastic depth out of range",
            "SPG0060",
            "VectorInput(3), «BottleneckMlpBlock(StochasticDepth = 100)»",
            "BottleneckMlpBlock has StochasticDepth = 100; it must be at least 0 and below 1, such as 0.1"),
        Attributes(
            "a sparse block's stochastic depth out of range",
            "SPG0060",
            "VectorInput(3), «SparseMlpBlock(0.5, StochasticDepth = 1)»",
            "SparseMlpBlock has StochasticDepth = 1; it must be at least 0 and below 1, such as 0.1"),
        Part(
            "a block's stochastic depth out of range",
            "SPG0060",
            "«Use<Part>(Residual = true, StochasticDepth = 20)»",
            "Use<Part> has StochasticDepth = 20; it must be at least 0 and below 1, such as 0.2"),
        Part(
            "stochastic depth without a residual",
            "SPG0061",
            "«Use<Part>(StochasticDepth = 0.25)»",
            "Use<Part> has StochasticDepth = 0.25 and no residual, so that nothing would be left of a sample; set Residual = true as well"),
    ];

    private static DiagnosticCase Part(string name, string id, string use, string message) =>
        new(
            name,
            id,
            $"using SparseGen;\n\n[Block, LayerNorm]\npublic sealed partial class Part;\n\n[Model, VectorInput(3), {use}]\npublic sealed partial class Small;\n",
            message);
}
