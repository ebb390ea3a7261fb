namespace SparseGen.Tests.Generation;

/// <summary>One case at least for each diagnostic.</summary>
internal static class DiagnosticCases
{
    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        new("a class that is not partial", "SPG0001", "using SparseGen; [Model, VectorInput(3), Linear(2)] public sealed class «Small»;", ""),
        new("no input", "SPG0002", "using SparseGen; [Model, Linear(2)] public sealed partial class «Small»;", ""),
        Attributes("two inputs", "SPG0003", "VectorInput(3), «VectorInput(4)», Linear(2)", ""),
        Attributes("an input behind a layer", "SPG0004", "Activation(ActivationKind.Relu), «VectorInput(3)», Linear(2)", ""),
        Attributes("nothing behind the input", "SPG0005", "«VectorInput(3)»", ""),
        Attributes("a patch that does not divide the height", "SPG0006", "ImageInput(30, 28, 1), «PatchEmbedding(4, 8)», TokenMean", ""),
        Attributes("a patch that does not divide the width", "SPG0006", "ImageInput(28, 30, 1), «PatchEmbedding(4, 8)», TokenMean", ""),
        Attributes("the mean over the tokens of a vector", "SPG0007", "VectorInput(3), «TokenMean»", ""),
        Attributes("a block on a vector", "SPG0007", "VectorInput(3), «MixerBlock(4, 5)»", ""),
        Attributes("patches of a vector", "SPG0008", "VectorInput(3), «PatchEmbedding(1, 8)»", ""),
        Attributes("patches of tokens", "SPG0008", "TokenInput(3, 4), «PatchEmbedding(1, 8)»", ""),
        Attributes("no outputs", "SPG0009", "VectorInput(3), «Linear(0)»", ""),
        Attributes("negative features", "SPG0009", "«VectorInput(-3)», Linear(2)", ""),
        Attributes("no tokens", "SPG0009", "«TokenInput(0, 4)», Linear(2)", ""),
        Attributes("an image without height", "SPG0009", "«ImageInput(0, 28, 1)», PatchEmbedding(4, 8)", ""),
        Attributes("a patch of no size", "SPG0009", "ImageInput(28, 28, 1), «PatchEmbedding(0, 8)»", ""),
        Attributes("no hidden width", "SPG0009", "TokenInput(3, 4), «MixerBlock(5, 0)»", ""),
        Attributes("no copies", "SPG0010", "VectorInput(3), «Linear(2, Repeat = 0)»", ""),
        Attributes("copies that change the shape", "SPG0011", "VectorInput(3), «Linear(2, Repeat = 2)»", ""),
        Attributes("more parameters than an int counts", "SPG0012", "VectorInput(65536), «Linear(65536)»", ""),
        new(
            "layers on a second declaration",
            "SPG0013",
            """
            using SparseGen;
            [Model, VectorInput(3), Linear(2)] public sealed partial class Small;
            [«LayerNorm»] public sealed partial class Small;
            """,
            ""),
        Attributes("a layer norm without epsilon", "SPG0014", "VectorInput(3), «LayerNorm(Epsilon = 0)»", ""),
        Attributes("a block with a negative epsilon", "SPG0014", "TokenInput(3, 4), «MixerBlock(5, 6, Epsilon = -1e-6f)»", ""),
        Attributes("two layers of one name", "SPG0015", "VectorInput(3), Linear(2), «Linear(2)»", ""),
        new(
            "a generic class",
            "SPG0016",
            "using SparseGen; [Model, VectorInput(3), Linear(2)] public sealed partial class «Small»<T>;",
            ""),
        new(
            "a class in a class that is not partial",
            "SPG0016",
            "using SparseGen; public static class Outer { [Model, VectorInput(3), Linear(2)] public sealed partial class «Small»; }",
            ""),
        Attributes("a linear map of an image", "SPG0017", "ImageInput(28, 28, 1), «Linear(10)»", ""),
        Attributes("a block on an image", "SPG0017", "ImageInput(28, 28, 1), «MixerBlock(4, 5)»", ""),
        Attributes("an input that no array holds", "SPG0018", "«TokenInput(65536, 65536)», TokenMean", ""),
        Attributes("an output that no array holds", "SPG0018", "TokenInput(1048576, 1), «Linear(4096)»", ""),
    ];

    /// <summary>A partial class with these attributes; the place is marked among them.</summary>
    private static DiagnosticCase Attributes(string name, string id, string layers, string message) =>
        new(name, id, $"using SparseGen;\n\n[Model, {layers}]\npublic sealed partial class Small;\n", message);
}
