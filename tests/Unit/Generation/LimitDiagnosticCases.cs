namespace SparseGen.Tests.Generation;

/// <summary>Declarations that ask for too much.</summary>
internal static class LimitDiagnosticCases
{
    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        DiagnosticCases.Attributes(
            "a weight whose transposed copy is padded beyond a buffer",
            "SPG0063",
            "VectorInput(1), «Linear(67108864)»",
            "Linear needs 2147483648 numbers for the transposed copies of all weights, more than the 2147483511 that one buffer holds; make it smaller"),
        DiagnosticCases.Attributes(
            "activations that fit, and their gradients that do not",
            "SPG0018",
            "«VectorInput(1200000000)», FeatureSum",
            "VectorInput needs 2400000032 numbers a sample (shape [1200000000], for what the backward pass reads), "
            + "more than the 2147483511 that one buffer holds; make it smaller"),
        DiagnosticCases.Attributes(
            "more copies than can be named",
            "SPG0064",
            "TokenInput(6, 4), «MixerBlock(3, 5, Repeat = 1000003)»",
            "Small has 12000036 tensors, those of all copies counted, more than the 100000 that are generated; repeat less"),
        DiagnosticCases.Attributes(
            "more layers than are generated",
            "SPG0064",
            $"VectorInput(4), {string.Join(", ", Enumerable.Repeat("LayerNorm", 999))}, «Linear(2)»",
            "Small has 1001 layers, those of its blocks counted wherever they are used, more than the 1000 that are generated; use Repeat for layers that are alike"),
        new(
            "blocks nested too deep",
            "SPG0065",
            "using SparseGen;\n" + string.Concat(Enumerable.Range(1, 31).Select(static level => $"[Block, Use<B{level + 1}>] public sealed partial class B{level};\n"))
                + "[Block, LayerNorm] public sealed partial class B32;\n[Model, VectorInput(3), «Use<B1>», Linear(2)] public sealed partial class Small;",
            "'Small' uses 'B1', in which blocks use blocks 32 deep, more than the 31 that are generated; use some of them side by side"),
        DiagnosticCases.Attributes(
            "an array for a block",
            "SPG0066",
            "VectorInput(3), «Use<int[]>», Linear(2)",
            "'Small' uses the array 'int[]', which cannot be a block; name a class that is marked [Block]"),
    ];
}
