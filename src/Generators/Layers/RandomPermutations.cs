using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Layers;

/// <summary>
/// RP: two frozen permutations around a mixing, J2 mix(J1 x), drawn independently and uniformly (Hayase and Karakida 2024, arXiv 2306.01470,
/// section 5). Shared by the blocks that have the arguments Permutation and Seed.
/// </summary>
internal static class RandomPermutations
{
    /// <summary>Whether a declaration asks for permutations, of whatever kind.</summary>
    public static bool AreAsked(LayerSpec spec) => (PermutationKind)spec.Int("Permutation") != PermutationKind.None;

    /// <summary>Checks that Permutation is None or Random.</summary>
    /// <returns>Whether it is.</returns>
    public static bool IsGood(LayerSpec spec, Problems problems)
    {
        var kind = (PermutationKind)spec.Int("Permutation");
        bool isGood = kind is PermutationKind.None or PermutationKind.Random;
        if (!isGood)
        {
            problems.Report(Descriptors.PermutationNotRandom, spec.Kind, kind);
        }

        return isGood;
    }

    /// <summary>The mixing, with the permutations around it where the declaration asks for them. They are named after the open scopes.</summary>
    public static Value Around(LayerSpec spec, ProgramBuilder builder, Value input, Func<Value, Value> mix)
    {
        if ((PermutationKind)spec.Int("Permutation") != PermutationKind.Random)
        {
            return mix(input);
        }

        return Permute("after", mix(Permute("before", input)));

        Value Permute(string name, Value value) => builder.Append(new PermuteOp(
            [builder.RandomPermutation(value.Size, spec.Int("Seed"), name)], value, builder.Activation(name, value.Shape)));
    }
}
