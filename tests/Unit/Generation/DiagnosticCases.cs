namespace SparseGen.Tests.Generation;

/// <summary>One case at least for each diagnostic.</summary>
internal static class DiagnosticCases
{
    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        .. BlockDiagnosticCases.All,
        .. LimitDiagnosticCases.All,
        .. StructuredDiagnosticCases.All,
        .. SeriesDiagnosticCases.All,
        .. ConvolutionDiagnosticCases.All,
        .. DropoutDiagnosticCases.All,
        .. StructureMisuseCases.All,
        .. PermutationListCases.All,
        .. MaskListCases.All,
        .. ClassShapeCases.All,
        .. GateDiagnosticCases.All,
        .. AnalysisDiagnosticCases.All,
        .. TabularDiagnosticCases.All,
        .. CategoryDiagnosticCases.All,
        new(
            "a class that is not partial",
            "SPG0001",
            "using SparseGen; [Model, VectorInput(3), Linear(2)] public sealed class «Small»;",
            "Model 'Small' is not partial, so nothing can be added to it; declare it 'partial class Small'"),
        new(
            "no input",
            "SPG0002",
            "using SparseGen; [Model, Linear(2)] public sealed partial class «Small»;",
            "Model 'Small' declares no input; put [ImageInput(height, width, channels)], [TokenInput(tokens, channels)] or [VectorInput(features)] before its layers"),
        new(
            "Hessian-vector products of a model that only infers",
            "SPG0027",
            "using SparseGen; [«Model(Training = false, HessianProducts = true)», VectorInput(3), Linear(2)] public sealed partial class Small;",
            "'Small' has HessianProducts = true and Training = false; Hessian-vector products derive from the backward pass: remove one of the two settings"),
        Attributes(
            "two inputs",
            "SPG0003",
            "VectorInput(3), «TokenInput(4, 5)», Linear(2)",
            "Model 'Small' has the input VectorInput already; remove TokenInput, or declare it as another part of the sample, [Input(\"name\", features)]"),
        Attributes(
            "an input behind a layer",
            "SPG0004",
            "Activation(ActivationKind.Relu), «VectorInput(3)», Linear(2)",
            "VectorInput stands behind 1 other layer(s); move it before Activation"),
        Attributes(
            "nothing behind the input",
            "SPG0005",
            "«VectorInput(3)»",
            "Model 'Small' has no layer after VectorInput; add at least one, such as [Linear(10)]"),
        Attributes(
            "a patch that does not divide the height",
            "SPG0006",
            "ImageInput(30, 28, 1), «PatchEmbedding(4, 8)», TokenMean",
            "A patch of 4 does not divide the image of 30 x 28 pixels; sides that do: 1, 2"),
        Attributes(
            "a patch that does not divide the width",
            "SPG0006",
            "ImageInput(28, 30, 1), «PatchEmbedding(4, 8)», TokenMean",
            "A patch of 4 does not divide the image of 28 x 30 pixels; sides that do: 1, 2"),
        Attributes(
            "the mean over the tokens of a vector",
            "SPG0007",
            "VectorInput(3), «TokenMean»",
            "TokenMean mixes tokens and needs a shape [tokens, channels], but gets a vector of 3 features; place it before TokenMean or Flatten, "
            + "or start from [TokenInput(tokens, channels)]"),
        Attributes(
            "a block on a vector",
            "SPG0007",
            "VectorInput(3), «MixerBlock(4, 5)»",
            "MixerBlock mixes tokens and needs a shape [tokens, channels], but gets a vector of 3 features; place it before TokenMean or Flatten, "
            + "or start from [TokenInput(tokens, channels)]"),
        Attributes(
            "patches of a vector",
            "SPG0008",
            "VectorInput(3), «PatchEmbedding(1, 8)»",
            "PatchEmbedding needs an image [channels, height, width], but gets the shape [3]; start from [ImageInput(height, width, channels)]"),
        Attributes(
            "patches of tokens",
            "SPG0008",
            "TokenInput(3, 4), «PatchEmbedding(1, 8)»",
            "PatchEmbedding needs an image [channels, height, width], but gets the shape [3, 4]; start from [ImageInput(height, width, channels)]"),
        Attributes(
            "no outputs",
            "SPG0009",
            "VectorInput(3), «Linear(0)»",
            "Linear has outputs = 0; it must be at least 1"),
        Attributes(
            "negative features",
            "SPG0009",
            "«VectorInput(-3)», Linear(2)",
            "VectorInput has features = -3; it must be at least 1"),
        Attributes(
            "no tokens",
            "SPG0009",
            "«TokenInput(0, 4)», Linear(2)",
            "TokenInput has tokens = 0; it must be at least 1"),
        Attributes(
            "an image without height",
            "SPG0009",
            "«ImageInput(0, 28, 1)», PatchEmbedding(4, 8)",
            "ImageInput has height = 0; it must be at least 1"),
        Attributes(
            "a patch of no size",
            "SPG0009",
            "ImageInput(28, 28, 1), «PatchEmbedding(0, 8)»",
            "PatchEmbedding has patch = 0; it must be at least 1"),
        Attributes(
            "no hidden width",
            "SPG0009",
            "TokenInput(3, 4), «MixerBlock(5, 0)»",
            "MixerBlock has channelHidden = 0; it must be at least 1"),
        Attributes(
            "no copies",
            "SPG0010",
            "VectorInput(3), «Linear(2, Repeat = 0)»",
            "Linear has Repeat = 0; it must be at least 1 (leave it out for one copy)"),
        Attributes(
            "a name that would break out of a text",
            "SPG0024",
            "VectorInput(3), «Linear(2, Name = \"first \\\"layer\\\"\")»",
            "Linear has Name = \"first \"layer\"\", which cannot begin the names of tensors; use letters, digits, '_' and '-', joined by dots, such as \"firstlayer\""),
        Attributes(
            "a name with braces and nothing between dots",
            "SPG0024",
            "VectorInput(3), «Linear(2, Name = \"{0}..fc\")»",
            "Linear has Name = \"{0}..fc\", which cannot begin the names of tensors; use letters, digits, '_' and '-', joined by dots, such as \"0.fc\""),
        Attributes(
            "copies that change the shape",
            "SPG0011",
            "VectorInput(3), «Linear(2, Repeat = 2)»",
            "Linear with Repeat = 2 turns [3] into [2], so a second copy would not fit; keep the shape or declare the copies one by one"),
        Attributes(
            "more parameters than an int counts",
            "SPG0012",
            "VectorInput(65536), «Linear(65536)»",
            "Model 'Small' has 4295032832 parameters, more than the 2147483647 that fit in one arena; the largest layer is Linear with 4295032832"),
        new(
            "layers on a second declaration",
            "SPG0013",
            """
            using SparseGen;
            [Model, VectorInput(3), Linear(2)] public sealed partial class Small;
            [«LayerNorm»] public sealed partial class Small;
            """,
            "LayerNorm stands on another declaration of 'Small' than [Model], so its place in the order is undefined; move it to the declaration with [Model]"),
        Attributes(
            "a layer norm without epsilon",
            "SPG0014",
            "VectorInput(3), «LayerNorm(Epsilon = 0)»",
            "LayerNorm has Epsilon = 0; it must be a positive finite number, such as 1e-6f"),
        Attributes(
            "a block with a negative epsilon",
            "SPG0014",
            "TokenInput(3, 4), «MixerBlock(5, 6, Epsilon = -1e-6f)»",
            "MixerBlock has Epsilon = -1E-06; it must be a positive finite number, such as 1e-6f"),
        Attributes(
            "two layers of one name",
            "SPG0015",
            "VectorInput(3), Linear(2, Name = \"twin\"), «Linear(2, Name = \"twin\")»",
            "Linear gives the tensor name 'twin.weight' a second time; give the layer a Name of its own"),
        Attributes(
            "a linear map of an image",
            "SPG0017",
            "ImageInput(28, 28, 1), «Linear(10)»",
            "Linear cannot take an image [1, 28, 28]; put [PatchEmbedding(patch, features)] before it (sides that divide the image: 1, 2, 4, 7, 14, 28), "
            + "or [Flatten] to make it one vector"),
        Attributes(
            "a layer norm of an image",
            "SPG0017",
            "ImageInput(28, 28, 1), «LayerNorm»",
            "LayerNorm cannot take an image [1, 28, 28]; put [PatchEmbedding(patch, features)] before it (sides that divide the image: 1, 2, 4, 7, 14, 28), "
            + "or [Flatten] to make it one vector"),
        Attributes(
            "a block on an image",
            "SPG0017",
            "ImageInput(28, 28, 1), «MixerBlock(4, 5)»",
            "MixerBlock cannot take an image [1, 28, 28]; put [PatchEmbedding(patch, features)] before it (sides that divide the image: 1, 2, 4, 7, 14, 28), "
            + "or [Flatten] to make it one vector"),
        Attributes(
            "an input that no array holds",
            "SPG0018",
            "«TokenInput(65536, 65536)», TokenMean",
            "TokenInput needs 4294967296 numbers a sample (shape [65536, 65536]), more than the 2147483647 that one buffer holds; make it smaller"),
        Attributes(
            "an input of as many numbers as a long wraps around at",
            "SPG0018",
            "«ImageInput(2097152, 2097152, 4194304)», Flatten, Linear(2)",
            "ImageInput needs 18446744073709551616 numbers a sample (shape [4194304, 2097152, 2097152]), more than the 2147483647 that one buffer holds; make it smaller"),
        Attributes(
            "an output that no array holds",
            "SPG0018",
            "TokenInput(1048576, 1), «Linear(4096)»",
            "Linear needs 4294967296 numbers a sample (shape [1048576, 4096]), more than the 2147483647 that one buffer holds; make it smaller"),
        Attributes(
            "no blocks",
            "SPG0030",
            "VectorInput(8), «Monarch(8, Blocks = 0)»",
            "Monarch has Blocks = 0; it must be at least 1 (1 is a single full block, 4 is usual)"),
        Attributes(
            "a negative number of blocks in a Mixer block",
            "SPG0030",
            "TokenInput(9, 8), «MixerBlock(7, 6, ChannelMap = LinearMap.Monarch, Blocks = -1)»",
            "MixerBlock has Blocks = -1; it must be at least 1 (1 is a single full block, 4 is usual)"),
        Attributes(
            "more blocks than inputs",
            "SPG0031",
            "VectorInput(3), «BlockDiagonal(8)»",
            "BlockDiagonal has Blocks = 4, but maps 3 inputs to 8 outputs, so that some blocks would be empty; use at most 3 blocks"),
        Attributes(
            "more blocks than outputs",
            "SPG0031",
            "VectorInput(8), «Monarch(2)»",
            "Monarch has Blocks = 4, but maps 8 inputs to 2 outputs, so that some blocks would be empty; use at most 2 blocks"),
        Attributes(
            "more blocks than hidden tokens",
            "SPG0031",
            "TokenInput(9, 8), «MixerBlock(5, 6, TokenMap = LinearMap.Monarch, Blocks = 6)»",
            "MixerBlock has Blocks = 6, but maps 9 inputs to 5 outputs, so that some blocks would be empty; use at most 5 blocks"),
        Attributes(
            "blocks that do not divide the tokens' numbers",
            "SPG0040",
            "TokenInput(7, 6), «PermutedKronecker(9)»",
            "Blocks of 9 do not divide the 42 numbers of a sample [7, 6]; the nearest sizes that do: 7 and 14"),
        Attributes(
            "a block that is larger than the sample",
            "SPG0040",
            "VectorInput(35), «PermutedKronecker(70)»",
            "Blocks of 70 do not divide the 35 numbers of a sample [35]; the nearest sizes that do: 35"),
        Attributes(
            "blocks of nothing",
            "SPG0009",
            "VectorInput(35), «PermutedKronecker(0)»",
            "PermutedKronecker has blockSize = 0; it must be at least 1"),
        Attributes(
            "a permuted image",
            "SPG0017",
            "ImageInput(4, 2, 1), «PermutedKronecker(2)»",
            "PermutedKronecker cannot take an image [1, 4, 2]; put [PatchEmbedding(patch, features)] before it (sides that divide the image: 1, 2), "
            + "or [Flatten] to make it one vector"),
        Attributes(
            "a block with a permutation that is not random",
            "SPG0041",
            "TokenInput(7, 6), «MixerBlock(3, 4, Permutation = Permutation.Commutation)»",
            "MixerBlock has Permutation = Commutation; it takes None, Random or List (PermutedKronecker takes the others)"),
        Attributes(
            "a density of nothing",
            "SPG0050",
            "VectorInput(3), «SparseLinear(4, 0)»",
            "SparseLinear has a density of 0; it must be above 0 and at most 1"),
        Attributes(
            "a density above one",
            "SPG0050",
            "VectorInput(3), «SparseMlpBlock(1.5)»",
            "SparseMlpBlock has a density of 1.5; it must be above 0 and at most 1"),
        Attributes(
            "a density that is no number",
            "SPG0050",
            "VectorInput(3), «SparseLinear(4, double.NaN)»",
            "SparseLinear has a density of NaN; it must be above 0 and at most 1"),
        Attributes(
            "a density that keeps no weight",
            "SPG0051",
            "VectorInput(25), «SparseLinear(20, 0.0009)»",
            "SparseLinear with a density of 0.0009 keeps none of its 20 x 25 weights; the least density that keeps one is 0.001"),
        Attributes(
            "a mask that no tensor holds",
            "SPG0052",
            "VectorInput(65536), «SparseLinear(65536, 0.001)»",
            "SparseLinear draws its mask from 65536 x 65536 weights, more than the 2147483647 that one tensor holds; make it smaller"),
        Attributes(
            "an expansion below zero",
            "SPG0009",
            "VectorInput(3), «SparseMlpBlock(0.5, Expansion = -1)»",
            "SparseMlpBlock has Expansion = -1; it must be at least 1, or 0, the default, for the form with one layer"),
    ];

    /// <summary>A partial class with these attributes; the place is marked among them.</summary>
    public static DiagnosticCase Attributes(string name, string id, string layers, string message) =>
        new(name, id, $"using SparseGen;\n\n[Model, {layers}]\npublic sealed partial class Small;\n", message);
}
