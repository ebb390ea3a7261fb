using static SparseGen.Tests.Generation.DiagnosticCases;

namespace SparseGen.Tests.Generation;

/// <summary>Each way to misuse categories and inputs beside the first one.</summary>
internal static class CategoryDiagnosticCases
{
    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        Attributes(
            "an input without a name",
            "SPG0130",
            "VectorInput(3), «Input(\"\", 2)», Join(\"\"), Linear(2)",
            "Input has name = \"\"; a name is letters, digits, '_' and '-', another for each input, and 'input' is the first one, so call it \"input2\", for instance"),
        Attributes(
            "an input with the name of another",
            "SPG0130",
            "VectorInput(3), Input(\"shop\", 2), «Input(\"shop\", 4)», Join(\"shop\"), Linear(2)",
            "Input has name = \"shop\"; a name is letters, digits, '_' and '-', another for each input, and 'input' is the first one, so call it \"input3\", for instance"),
        Attributes(
            "an input with the name of the first",
            "SPG0130",
            "VectorInput(3), «Input(\"input\", 2)», Join(\"input\"), Linear(2)",
            "Input has name = \"input\"; a name is letters, digits, '_' and '-', another for each input, and 'input' is the first one, so call it \"input2\", for instance"),
        Attributes(
            "an input whose name has a space",
            "SPG0130",
            "VectorInput(3), «Input(\"my shop\", 2)», Join(\"my shop\"), Linear(2)",
            "Input has name = \"my shop\"; a name is letters, digits, '_' and '-', another for each input, and 'input' is the first one, so call it \"myshop\", for instance"),
        Attributes("an input of nothing", "SPG0009", "VectorInput(3), «Input(\"shop\", 0)», Join(\"shop\"), Linear(2)", "Input has features = 0; it must be at least 1"),
        Attributes(
            "an input of less than no tokens",
            "SPG0009",
            "VectorInput(3), «Input(\"shop\", 2, Tokens = -1)», Join(\"shop\"), Linear(2)",
            "Input has Tokens = -1; it must be at least 1, or 0, the default, for a vector"),
        Attributes(
            "inputs that no array holds",
            "SPG0018",
            "VectorInput(2000000000), «Input(\"more\", 2000000000)», FeatureSum, Join(\"more\")",
            "Input needs 4000000000 numbers a sample (shape [4000000000]), more than the 2147483647 that one buffer holds; make it smaller"),
        Attributes(
            "another input behind a layer",
            "SPG0004",
            "VectorInput(3), Linear(4), «Input(\"shop\", 2)», Join(\"shop\")",
            "Input stands behind 1 other layer(s); move it before Linear"),
        new(
            "nothing but an input behind the first",
            "SPG0002",
            "using SparseGen; [Model, Input(\"shop\", 2), Join(\"shop\")] public sealed partial class «Small»;",
            "Model 'Small' declares no input; put [ImageInput(height, width, channels)], [TokenInput(tokens, channels)] or [VectorInput(features)] before its layers"),
        Attributes(
            "an input before the first",
            "SPG0004",
            "Input(\"shop\", 2), «VectorInput(3)», Join(\"shop\"), Linear(2)",
            "VectorInput stands behind 1 other layer(s); move it before Input"),
        Attributes(
            "an input that nothing reads",
            "SPG0131",
            "VectorInput(3), «Input(\"shop\", 2)», Linear(2)",
            "No layer reads the input 'shop'; put [Join(\"shop\")] where it comes in, or remove it"),
        Attributes(
            "an input that is not there",
            "SPG0132",
            "VectorInput(3), «Join(\"shop\")», Linear(2)",
            "Join names the input 'shop', which the model does not have beside its first; it has: none"),
        Attributes(
            "an input of another name",
            "SPG0132",
            "VectorInput(3), Input(\"shop\", 2), Input(\"day\", 1), «Join(\"Shop\")», Linear(2)",
            "Join names the input 'Shop', which the model does not have beside its first; it has: 'shop', 'day'"),
        Attributes(
            "tokens behind a vector",
            "SPG0133",
            "TokenInput(3, 4), Input(\"days\", 2, Tokens = 3), Flatten, «Join(\"days\")», Linear(2)",
            "Join puts the input 'days', [3, 2], behind the features of 3 tokens, but gets [12]; join it where there are 3 tokens, or declare it as a vector, without Tokens"),
        Attributes(
            "tokens behind other tokens",
            "SPG0133",
            "TokenInput(3, 4), Input(\"days\", 2, Tokens = 5), «Join(\"days\")», TokenMean",
            "Join puts the input 'days', [5, 2], behind the features of 5 tokens, but gets [3, 4]; join it where there are 5 tokens, or declare it as a vector, without Tokens"),
        Attributes(
            "an input behind an image",
            "SPG0017",
            "ImageInput(4, 6, 1), Input(\"kind\", 2), «Join(\"kind\")», Flatten",
            "Join" + StructuredDiagnosticCases.CannotTakeImage),
        new(
            "an input in a repeated block",
            "SPG0134",
            """
            using SparseGen;

            [Block, Join("shop"), Linear(3)]
            public sealed partial class Part;

            [Model, VectorInput(3), Input("shop", 2), «Use<Part>(Repeat = 2)»]
            public sealed partial class Small;
            """,
            "Use<Part> puts in the input 'shop' in a block that is repeated; put it in before, or use the block once"),
        Attributes(
            "a repeated join",
            "SPG0011",
            "VectorInput(3), Input(\"shop\", 2), «Join(\"shop\", Repeat = 2)»",
            "Join with Repeat = 2 turns [3] into [5], so a second copy would not fit; keep the shape or declare the copies one by one"),
        Attributes(
            "no categories",
            "SPG0135",
            "VectorInput(3), «Embedding(8)», Linear(2)",
            "Embedding has categories for 0 columns, but gets [3], 3 columns; give 1 to 3 numbers of categories, one for each of the last columns"),
        Attributes(
            "categories of more columns than there are",
            "SPG0135",
            "VectorInput(2), «Embedding(8, 3, 4, 5)», Linear(2)",
            "Embedding has categories for 3 columns, but gets [2], 2 columns; give 1 to 2 numbers of categories, one for each of the last columns"),
        Attributes(
            "a column of no category",
            "SPG0136",
            "VectorInput(3), «Embedding(8, 3, 0)», Linear(2)",
            "Embedding has 0 categories in a column; it must be 1 to 16777216, beyond which a float has not every whole number"),
        Attributes(
            "more categories than a float counts",
            "SPG0136",
            "VectorInput(3), «Embedding(8, 16777217)», Linear(2)",
            "Embedding has 16777217 categories in a column; it must be 1 to 16777216, beyond which a float has not every whole number"),
        Attributes("vectors of nothing", "SPG0009", "VectorInput(3), «Embedding(0, 4)», Linear(2)", "Embedding has features = 0; it must be at least 1"),
        Attributes("categories of an image", "SPG0017", "ImageInput(4, 6, 1), «Embedding(2, 4)», Flatten", "Embedding" + StructuredDiagnosticCases.CannotTakeImage),
        Attributes(
            "categories that a layer has computed",
            "SPG0137",
            "VectorInput(3), Linear(4), «Embedding(8, 3, 4)», Linear(2)",
            "Embedding takes the last 2 column(s) as categories, but they are computed: put it behind the input, or behind the Join that puts them in"),
        Attributes(
            "categories that an embedding has replaced",
            "SPG0137",
            "VectorInput(3), Embedding(8, 3, 4), «Embedding(8, 3, 4, Name = \"again\")», Linear(2)",
            "Embedding takes the last 2 column(s) as categories, but they are computed: put it behind the input, or behind the Join that puts them in"),
        Attributes(
            "vectors that no array holds",
            "SPG0018",
            "VectorInput(2), «Embedding(2000000000, 3, 4)», Linear(2)",
            "Embedding needs 4000000000 numbers a sample (shape [4000000000]), more than the 2147483647 that one buffer holds; make it smaller"),
    ];
}
