namespace SparseGen.Tests.Generation;

/// <summary>Each way to misuse blocks.</summary>
internal static class BlockDiagnosticCases
{
    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        new(
            "layers of neither a model nor a block",
            "SPG0026",
            "using SparseGen; [LayerNorm, Linear(3)] public sealed partial class «Small»;",
            "'Small' declares 2 layer(s), but is neither a model nor a block, so nothing comes of them; add [Model], or [Block] to put them into models with Use"),
        new(
            "a model without a mark",
            "SPG0026",
            "namespace Models { using SparseGen; [VectorInput(3)] [Linear(3)] internal partial class «Small»; }",
            "'Small' declares 2 layer(s), but is neither a model nor a block, so nothing comes of them; add [Model], or [Block] to put them into models with Use"),
        Source(
            "a model that uses a class that is no block",
            "SPG0019",
            "public sealed class Plain; [Model, VectorInput(3), «Use<Plain>», Linear(2)] public sealed partial class Small;",
            "'Small' uses 'Plain', which is not a block; mark 'Plain' [Block], or name a class that is"),
        Source(
            "a block that uses a class that is no block",
            "SPG0019",
            "[Block, «Use<string>(Repeat = 2)»] public sealed partial class Part; [Model, VectorInput(3), Use<Part>] public sealed partial class Small;",
            "'Part' uses 'String', which is not a block; mark 'String' [Block], or name a class that is"),
        Source(
            "a block that uses itself",
            "SPG0020",
            "[Block, LayerNorm, «Use<Part>»] public sealed partial class Part; [Model, VectorInput(3), Use<Part>] public sealed partial class Small;",
            "Block 'Part' would contain itself: Part -> Part; remove one of these uses"),
        Source(
            "an input in a block",
            "SPG0021",
            "[Block, «VectorInput(3)», Linear(2)] public sealed partial class Part; [Model, VectorInput(3), Use<Part>] public sealed partial class Small;",
            "Block 'Part' declares the input VectorInput, but a block gets its input where it is used; move VectorInput to the model"),
        Source(
            "a block without layers",
            "SPG0022",
            "[«Block»] public sealed partial class Part; [Model, VectorInput(3), Use<Part>] public sealed partial class Small;",
            "Block 'Part' has no layers; add at least one, such as [LayerNorm]"),
        Source(
            "a residual around a block that changes the shape",
            "SPG0023",
            "[Block, Linear(4)] public sealed partial class Part; [Model, VectorInput(3), «Use<Part>(Residual = true)»] public sealed partial class Small;",
            "Use<Part> with Residual = true turns [3] into [4], so that its input cannot be added to its output; keep the shape or remove Residual"),
        Source(
            "a residual in a block",
            "SPG0023",
            """
            [Block, TokenLinear(4)] public sealed partial class Part;
            [Block, «Use<Part>(Residual = true)»] public sealed partial class Whole;
            [Model, TokenInput(3, 5), Use<Whole>] public sealed partial class Small;
            """,
            "Use<Part> with Residual = true turns [3, 5] into [4, 5], so that its input cannot be added to its output; keep the shape or remove Residual"),
        Source(
            "a layer in a block that does not fit",
            "SPG0007",
            "[Block, LayerNorm, «TokenMean»] public sealed partial class Part; [Model, VectorInput(3), Use<Part>] public sealed partial class Small;",
            "TokenMean mixes tokens and needs a shape [tokens, channels], but gets a vector of 3 features; place it before TokenMean or Flatten, "
            + "or start from [TokenInput(tokens, channels)]"),
        Source(
            "a block used no times",
            "SPG0010",
            "[Block, LayerNorm] public sealed partial class Part; [Model, VectorInput(3), «Use<Part>(Repeat = 0)»] public sealed partial class Small;",
            "Use<Part> has Repeat = 0; it must be at least 1 (leave it out for one copy)"),
        Source(
            "a repeated block that changes the shape",
            "SPG0011",
            "[Block, Linear(4)] public sealed partial class Part; [Model, VectorInput(3), «Use<Part>(Repeat = 3)»] public sealed partial class Small;",
            "Use<Part> with Repeat = 3 turns [3] into [4], so a second copy would not fit; keep the shape or declare the copies one by one"),
        Source(
            "a block on two declarations",
            "SPG0013",
            "[Block, LayerNorm] public sealed partial class Part; [«Linear(3)»] public sealed partial class Part; "
            + "[Model, VectorInput(3), Use<Part>] public sealed partial class Small;",
            "Linear stands on another declaration of 'Part' than [Block], so its place in the order is undefined; move it to the declaration with [Block]"),
        Source(
            "two blocks of one name",
            "SPG0015",
            "[Block, Linear(3)] public sealed partial class Part; "
            + "[Model, VectorInput(3), Use<Part>(Name = \"twin\"), «Use<Part>(Name = \"twin\")»] public sealed partial class Small;",
            "Use<Part> gives the tensor name 'twin.fc1.weight' a second time; give the layer a Name of its own"),
    ];

    private static DiagnosticCase Source(string name, string id, string declarations, string message) =>
        new(name, id, $"using SparseGen;\n\n{declarations}\n", message);
}
