using static SparseGen.Tests.Generation.DiagnosticCases;

namespace SparseGen.Tests.Generation;

/// <summary>Each way to misuse layers with blocks, masks and permutations.</summary>
internal static class StructureMisuseCases
{
    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        Attributes(
            "an activation that there is not",
            "SPG0029",
            "VectorInput(3), «Activation((ActivationKind)42)»",
            "Activation has kind = 42, but no ActivationKind has that number; use one of "
            + "Gelu, GeluTanh, Relu, SquaredRelu, None, Silu, Sigmoid, Tanh, LeakyRelu, HardTanh, Softplus, Softmax"),
        Attributes(
            "a kind of map that there is not",
            "SPG0029",
            "TokenInput(9, 8), «MixerBlock(7, 6, TokenMap = (LinearMap)(-1))»",
            "MixerBlock has TokenMap = -1, but no LinearMap has that number; use one of Dense, Monarch, Sparse"),
        Attributes(
            "a permutation that there is not",
            "SPG0029",
            "VectorInput(35), «PermutedKronecker(5, Before = (Permutation)9)»",
            "PermutedKronecker has Before = 9, but no Permutation has that number; use one of None, Commutation, InverseCommutation, Random, InverseRandom, List, InverseList"),
        Attributes("a Monarch map without outputs", "SPG0009", "VectorInput(8), «Monarch(0)»", "Monarch has outputs = 0; it must be at least 1"),
        Attributes("a Monarch map of an image", "SPG0017", "ImageInput(4, 6, 1), «Monarch(8)»", "Monarch" + StructuredDiagnosticCases.CannotTakeImage),
        Attributes(
            "repeated Monarch maps that change the shape",
            "SPG0011",
            "VectorInput(8), «Monarch(9, Repeat = 2)»",
            "Monarch with Repeat = 2 turns [8] into [9], so a second copy would not fit; keep the shape or declare the copies one by one"),
        Attributes(
            "a block-diagonal map of less than no outputs",
            "SPG0009",
            "VectorInput(8), «BlockDiagonal(-1)»",
            "BlockDiagonal has outputs = -1; it must be at least 1"),
        Attributes(
            "a block-diagonal map without blocks",
            "SPG0030",
            "VectorInput(8), «BlockDiagonal(8, Blocks = 0)»",
            "BlockDiagonal has Blocks = 0; it must be at least 1 (1 is a single full block, 4 is usual)"),
        Attributes(
            "more shared blocks than inputs",
            "SPG0031",
            "VectorInput(8), «BlockDiagonal(9, Blocks = 9, Shared = true)»",
            "BlockDiagonal has Blocks = 9, but maps 8 inputs to 9 outputs, so that some blocks would be empty; use at most 8 blocks"),
        Attributes("a block-diagonal map of an image", "SPG0017", "ImageInput(4, 6, 1), «BlockDiagonal(8)»", "BlockDiagonal" + StructuredDiagnosticCases.CannotTakeImage),
        Attributes(
            "more blocks than hidden channels",
            "SPG0031",
            "TokenInput(9, 8), «MixerBlock(7, 4, ChannelMap = LinearMap.Monarch, Blocks = 5)»",
            "MixerBlock has Blocks = 5, but maps 8 inputs to 4 outputs, so that some blocks would be empty; use at most 4 blocks"),
        Attributes(
            "an activation between Monarch factors that no array holds",
            "SPG0018",
            "TokenInput(65536, 32767), «Monarch(32767, Blocks = 2)»",
            "Monarch needs 10737352704 numbers a sample (shape [65536, 32767]), more than the 536870911 that one buffer holds; make it smaller"),
        Attributes(
            "an S-Mixer block with a permutation that is not random",
            "SPG0041",
            "TokenInput(7, 6), «SMixerBlock(Permutation = Permutation.InverseRandom)»",
            "SMixerBlock has Permutation = InverseRandom; it takes None, Random or List (PermutedKronecker takes the others)"),
        Attributes("a Mixer block without hidden tokens", "SPG0009", "TokenInput(7, 6), «MixerBlock(0, 4)»", "MixerBlock has tokenHidden = 0; it must be at least 1"),
        Attributes(
            "repeated Kronecker layers that change the shape",
            "SPG0011",
            "TokenInput(7, 6), «Kronecker(7, 5, Repeat = 2)»",
            "Kronecker with Repeat = 2 turns [7, 6] into [7, 5], so a second copy would not fit; keep the shape or declare the copies one by one"),
        Attributes(
            "a PK layer that is there no times",
            "SPG0010",
            "VectorInput(3), «PermutedKronecker(3, Repeat = 0)»",
            "PermutedKronecker has Repeat = 0; it must be at least 1 (leave it out for one copy)"),
        Attributes("a sparse map without outputs", "SPG0009", "VectorInput(8), «SparseLinear(0, 0.5)»", "SparseLinear has outputs = 0; it must be at least 1"),
        Attributes(
            "a density below zero",
            "SPG0050",
            "VectorInput(8), «SparseLinear(8, -0.5)»",
            "SparseLinear has a density of -0.5; it must be above 0 and at most 1"),
        Attributes(
            "a density without end",
            "SPG0050",
            "VectorInput(8), «SparseMlpBlock(double.PositiveInfinity)»",
            "SparseMlpBlock has a density of Infinity; it must be above 0 and at most 1"),
        Attributes(
            "a sparse block that keeps no weight",
            "SPG0051",
            "VectorInput(8), «SparseMlpBlock(0.001)»",
            "SparseMlpBlock with a density of 0.001 keeps none of its 8 x 8 weights; the least density that keeps one is 0.0079"),
        Attributes(
            "a sparse block whose mask no tensor holds",
            "SPG0052",
            "VectorInput(8), «SparseMlpBlock(0.5, Expansion = 2000000000)»",
            "SparseMlpBlock draws its mask from 16000000000 x 8 weights, more than the 2147483647 that one tensor holds; make it smaller"),
        Attributes(
            "a sparse block whose mask has as many weights as a long wraps around at",
            "SPG0052",
            "VectorInput(131072), «SparseMlpBlock(0.5, Expansion = 1073741824)»",
            "SparseMlpBlock draws its mask from 140737488355328 x 131072 weights, more than the 2147483647 that one tensor holds; make it smaller"),
        Attributes(
            "a sparse block whose epsilon is no number",
            "SPG0014",
            "VectorInput(8), «SparseMlpBlock(0.5, Epsilon = float.NaN)»",
            "SparseMlpBlock has Epsilon = NaN; it must be a positive finite number, such as 1e-6f"),
        Attributes("a sparse map of an image", "SPG0017", "ImageInput(4, 6, 1), «SparseLinear(8, 0.5)»", "SparseLinear" + StructuredDiagnosticCases.CannotTakeImage),
        Attributes("a sparse block on an image", "SPG0017", "ImageInput(4, 6, 1), «SparseMlpBlock(0.5)»", "SparseMlpBlock" + StructuredDiagnosticCases.CannotTakeImage),
        Attributes(
            "repeated sparse maps that change the shape",
            "SPG0011",
            "VectorInput(8), «SparseLinear(9, 0.5, Repeat = 2)»",
            "SparseLinear with Repeat = 2 turns [8] into [9], so a second copy would not fit; keep the shape or declare the copies one by one"),
    ];
}
