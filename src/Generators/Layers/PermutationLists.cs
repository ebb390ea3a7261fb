using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Layers;

/// <summary>Permutations that a member of the user's gives as a list. Shared by all layers that have permutations.</summary>
internal static class PermutationLists
{
    /// <summary>Whether an argument asks for a list.</summary>
    public static bool IsAsked(LayerSpec spec, string permutation) => (PermutationKind)spec.Int(permutation) is PermutationKind.List or PermutationKind.InverseList;

    /// <summary>Checks that a list is named where one is asked for, and only there, and that the member can give one.</summary>
    /// <param name="spec">The declaration.</param>
    /// <param name="permutation">The argument with the kind.</param>
    /// <param name="list">The argument with the name of the member.</param>
    /// <param name="problems">Collects mistakes.</param>
    /// <returns>Whether it is so.</returns>
    public static bool IsGood(LayerSpec spec, string permutation, string list, DiagnosticBag problems)
    {
        var kind = (PermutationKind)spec.Int(permutation);
        LayerArgument? named = spec.Find(list);
        bool isNamed = named?.Text is not null;
        if (IsAsked(spec, permutation) && named is not ({ Member: not null } or { Fault: not null }))
        {
            problems.Report(Descriptors.ListMissing, spec.Kind, permutation, kind, list);
        }
        else if (!IsAsked(spec, permutation) && isNamed)
        {
            problems.Report(Descriptors.ListUnread, spec.Kind, list, permutation, kind);
        }
        else if (named?.Fault is { } fault)
        {
            problems.Report(Descriptors.ListMemberUnusable, spec.Kind, list, fault);
        }
        else
        {
            return true;
        }

        return false;
    }
}
