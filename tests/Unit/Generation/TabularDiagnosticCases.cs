using static SparseGen.Tests.Generation.DiagnosticCases;

namespace SparseGen.Tests.Generation;

/// <summary>Each way to misuse maps of low rank and ensembles.</summary>
internal static class TabularDiagnosticCases
{
    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        Attributes(
            "a rank above the outputs",
            "SPG0113",
            "VectorInput(100), «LowRank(20, 32)»",
            "LowRank has rank = 32, but maps 100 inputs to 20 outputs, whose rank is at most 20; use a rank of 1 to 20, or Linear, which is any matrix"),
        Attributes("no rank", "SPG0009", "TokenInput(3, 4), «LowRank(4, 0)»", "LowRank has rank = 0; it must be at least 1"),
        Attributes("a map of low rank without outputs", "SPG0009", "TokenInput(3, 4), «LowRank(0, 1)»", "LowRank has outputs = 0; it must be at least 1"),
        Attributes("a map of low rank of an image", "SPG0017", "ImageInput(4, 6, 1), «LowRank(4, 2)»", "LowRank" + StructuredDiagnosticCases.CannotTakeImage),
        Attributes(
            "a rank above that of the blocks",
            "SPG0113",
            "VectorInput(100), «BlockTensorTrain(60, blocks: 8, rank: 9)»",
            "BlockTensorTrain has rank = 9, but maps blocks of 13 inputs to blocks of 8 outputs, whose rank is at most 8; use a rank of 1 to 8, or Linear, which is any matrix"),
        Attributes(
            "more blocks than outputs of a block tensor train",
            "SPG0031",
            "VectorInput(100), «BlockTensorTrain(6, blocks: 8, rank: 1)»",
            "BlockTensorTrain has Blocks = 8, but maps 100 inputs to 6 outputs, so that some blocks would be empty; use at most 6 blocks"),
        Attributes(
            "factors of a block tensor train that no array holds",
            "SPG0018",
            "VectorInput(100000), «BlockTensorTrain(100000, blocks: 50000, rank: 2)»",
            "BlockTensorTrain needs 5000000000 numbers a sample (shape [5000000000]), more than the 2147483647 that one buffer holds; make it smaller"),
        Attributes("an ensemble of nobody", "SPG0009", "VectorInput(8), «BatchEnsemble(0, 4)»", "BatchEnsemble has members = 0; it must be at least 1"),
        Attributes("an ensemble without outputs", "SPG0009", "VectorInput(8), «BatchEnsemble(4, 0)»", "BatchEnsemble has outputs = 0; it must be at least 1"),
        Attributes(
            "other members than before",
            "SPG0114",
            "VectorInput(8), BatchEnsemble(32, 64), «BatchEnsemble(16, 64)»",
            "BatchEnsemble has members = 16, but gets [32, 64], 32 tokens, and members are tokens; declare members: 32, or begin the members with a vector, "
            + "by Flatten for instance"),
        Attributes(
            "a repeated beginning of members",
            "SPG0011",
            "VectorInput(8), «BatchEnsemble(32, 8, Repeat = 2)»",
            "BatchEnsemble with Repeat = 2 turns [8] into [32, 8], so a second copy would not fit; keep the shape or declare the copies one by one"),
        Attributes("an ensemble of an image", "SPG0017", "ImageInput(4, 6, 1), «BatchEnsemble(4, 2)»", "BatchEnsemble" + StructuredDiagnosticCases.CannotTakeImage),
        Attributes(
            "members that no array holds",
            "SPG0018",
            "VectorInput(65536), «BatchEnsemble(65536, 4)»",
            "BatchEnsemble needs 4294967296 numbers a sample (shape [65536, 65536]), more than the 2147483647 that one buffer holds; make it smaller"),
        Attributes(
            "heads of a vector",
            "SPG0007",
            "VectorInput(8), «MemberLinear(1)»",
            "MemberLinear mixes tokens and needs a shape [tokens, channels], but gets a vector of 8 features; place it before TokenMean or Flatten, "
            + "or start from [TokenInput(tokens, channels)]"),
    ];
}
