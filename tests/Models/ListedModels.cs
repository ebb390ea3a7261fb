namespace SparseGen.Tests.Models;

/// <summary>PK layers whose permutations are lists: a method and a field of the class, of which a list and its inverse undo one another, and a method of another class.</summary>
[Model]
[VectorInput(features: 35)]
[PermutedKronecker(blockSize: 5, Before = Permutation.List, BeforeList = nameof(Local), After = Permutation.InverseList, AfterList = nameof(Reversed))]
[PermutedKronecker(blockSize: 7, Before = Permutation.List, BeforeList = nameof(Reversed), After = Permutation.Random, AfterSeed = 8)]
[PermutedKronecker(
    5, Repeat = 2, Before = Permutation.List, BeforeList = nameof(ListsOfCopies.Of), After = Permutation.InverseList, AfterList = nameof(ListsOfCopies.Of),
    ListType = typeof(ListsOfCopies))]
[Linear(3)]
public sealed partial class ListedVector
{
    /// <summary>The order of the fast Fourier transform.</summary>
    internal static readonly int[] Reversed = Permutations.BitReversed(35);

    /// <summary>Random within blocks of six.</summary>
    internal static System.Collections.Generic.IReadOnlyList<int> Local(int length) => Permutations.BlockLocal(length, 6, seed: 9);
}

/// <summary>Lists that are another for each place and copy: those that <see cref="Permutation.Random"/> with a seed of 4 has.</summary>
internal static class ListsOfCopies
{
    /// <summary>A list for a place.</summary>
    internal static int[] Of(int length, string name) => Permutations.Random(length, 4, name);
}

/// <summary>Blocks of both kinds with lists around their mixings, in a loop and in a block of the user's.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[MixerBlock(3, 11, Repeat = 2, Permutation = Permutation.List, PermutationList = nameof(ListsOfCopies.Of), ListType = typeof(ListsOfCopies))]
[SMixerBlock(Tokens = 6, Permutation = Permutation.List, PermutationList = nameof(ListsOfCopies.Of), ListType = typeof(ListsOfCopies))]
[Use<ListedPart>, TokenMean, Linear(2)]
public sealed partial class ListedMixer;

/// <summary>A block that has its list itself.</summary>
[Block, PermutedKronecker(6, Before = Permutation.List, BeforeList = nameof(Order))]
public sealed partial class ListedPart
{
    /// <summary>The list.</summary>
    internal static int[] Order => Permutations.BlockLocal(30, 4, seed: 2);
}

/// <summary>A model whose list is wrong in the way that a test asks for.</summary>
[Model, VectorInput(4), PermutedKronecker(2, Before = Permutation.List, BeforeList = nameof(Order))]
public sealed partial class ListedBadly
{
    /// <summary>What is wrong.</summary>
    internal static string Fault { get; set; } = "";

    /// <summary>The list.</summary>
    internal static int[]? Order(int length) => Fault switch
    {
        "short" => [0, 1, 2],
        "twice" => [0, 1, 1, 3],
        "null" => null,
        _ => Permutations.Identity(length),
    };
}
