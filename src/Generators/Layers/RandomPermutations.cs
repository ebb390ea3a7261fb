using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// RP: two frozen permutations around a mixing, J2 mix(J1 x), drawn independently and uniformly (Hayase and Karakida 2024, arXiv 2306.01470,
/// section 5), or as the program lists them. Shared by the blocks that have the arguments Permutation and Seed.
/// </summary>
internal static class RandomPermutations
{
    private const string List = "PermutationList";

    /// <summary>Whether a declaration asks for permutations that are drawn.</summary>
    public static bool AreAsked(LayerSpec spec) => (PermutationKind)spec.Int("Permutation") == PermutationKind.Random;

    /// <summary>Checks that Permutation is None, Random or a List that can be had.</summary>
    /// <returns>Whether it is.</returns>
    public static bool IsGood(LayerSpec spec, DiagnosticBag problems)
    {
        var kind = (PermutationKind)spec.Int("Permutation");
        if (kind is PermutationKind.None or PermutationKind.Random or PermutationKind.List)
        {
            return PermutationLists.IsGood(spec, "Permutation", List, problems);
        }

        problems.Report(Descriptors.PermutationNotRandom, spec.Kind, kind);
        return false;
    }

    /// <summary>The mixing, with the permutations around it where the declaration asks for them. They are named after the open scopes.</summary>
    public static Value Around(LayerSpec spec, ProgramBuilder builder, Value input, Func<Value, Value> mix)
    {
        var kind = (PermutationKind)spec.Int("Permutation");
        return kind == PermutationKind.None ? mix(input) : Permute("after", mix(Permute("before", input)));

        Value Permute(string name, Value value) => builder.Permute(
            name,
            (int)kind,
            kind == PermutationKind.List
                ? builder.ListedPermutation(value.Size, spec.Find(List)!.Member!, name)
                : builder.RandomPermutation(value.Size, spec.Int("Seed"), name),
            value);
    }
}
