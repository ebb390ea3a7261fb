using SparseGen.Generators.Emission;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>One factor of a permutation of a sample's numbers.</summary>
internal abstract record PermutationFactor
{
    /// <summary>Its inverse, which is its transpose.</summary>
    public abstract PermutationFactor Inverse { get; }

    /// <summary>The innermost loop whose repetitions have lists of their own; null where all have the same.</summary>
    public abstract LoopIndex? Loop { get; init; }

    /// <summary>Whether it moves nothing.</summary>
    public abstract bool IsIdentity { get; }

    /// <summary>The C# that makes its indices.</summary>
    public abstract string Expression { get; }

    /// <summary>What a record prints by itself would include the inverse of the inverse of the inverse.</summary>
    public sealed override string ToString() => Expression;

    /// <summary>The factors, in the order in which they are applied, without identities and without neighbours that undo one another.</summary>
    public static IReadOnlyList<PermutationFactor> Reduce(IEnumerable<PermutationFactor> factors)
    {
        var reduced = new List<PermutationFactor>();
        foreach (PermutationFactor factor in factors.Where(static f => !f.IsIdentity))
        {
            if (reduced.Count > 0 && reduced[reduced.Count - 1].Inverse == factor)
            {
                reduced.RemoveAt(reduced.Count - 1);
            }
            else
            {
                reduced.Add(factor);
            }
        }

        return reduced;
    }
}

/// <summary>The commutation K of X [rows, columns]: K r(X) = r(X^T); y[c rows + s] = x[s columns + c].</summary>
internal sealed record Commutation(int Rows, int Columns) : PermutationFactor
{
    public override LoopIndex? Loop { get; init; }

    public override PermutationFactor Inverse => new Commutation(Columns, Rows);

    public override bool IsIdentity => Rows == 1 || Columns == 1;

    public override string Expression => $"Permutations.Commutation({Text.Of(Rows)}, {Text.Of(Columns)})";
}

/// <summary>A permutation drawn at run time.</summary>
/// <param name="Length">Numbers that it orders.</param>
/// <param name="Seed">Seed of the declaration.</param>
/// <param name="Stream">Tells permutations of one seed apart; loop variables in braces.</param>
/// <param name="Loop">The innermost loop around it; each repetition draws its own.</param>
/// <param name="IsInverse">Whether it is the inverse of what is drawn.</param>
internal sealed record RandomPermutation(int Length, int Seed, string Stream, LoopIndex? Loop, bool IsInverse = false) : PermutationFactor
{
    public override PermutationFactor Inverse => this with { IsInverse = !IsInverse };

    public override bool IsIdentity => Length == 1;

    public override string Expression
    {
        get
        {
            string stream = LoopIndex.Interpolate(Stream, Loop);
            string drawn = $"Permutations.Random({Text.Of(Length)}, {Text.Seed(Seed)}, {(Loop is null ? "" : "$")}\"{stream}\")";
            return IsInverse ? $"Permutations.Invert({drawn})" : drawn;
        }
    }
}

/// <summary>A list that a member of the user's gives.</summary>
/// <param name="Length">Numbers that it orders.</param>
/// <param name="Member">The member.</param>
/// <param name="Name">What the permutation is called, loop variables in braces; empty where the member does not ask.</param>
/// <param name="Loop">The innermost loop around it, where the member asks for names.</param>
/// <param name="IsInverse">Whether it is the inverse of what the member gives.</param>
internal sealed record ListedPermutation(int Length, ListMember Member, string Name, LoopIndex? Loop, bool IsInverse = false) : PermutationFactor
{
    public override PermutationFactor Inverse => this with { IsInverse = !IsInverse };

    public override bool IsIdentity => false;

    public override string Expression
    {
        get
        {
            string call = Member.Call(Text.Of(Length), $"{(Loop is null ? "" : "$")}\"{LoopIndex.Interpolate(Name, Loop)}\"");
            string listed = $"Permutations.Listed({Text.Of(Length)}, \"{Member.Shown}\", {call})";
            return IsInverse ? $"Permutations.Invert({listed})" : listed;
        }
    }
}
