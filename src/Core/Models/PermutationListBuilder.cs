using System.Collections.Immutable;
using System.ComponentModel;

namespace SparseGen;

/// <summary>Collects the permutations of a model. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PermutationListBuilder
{
    private readonly ImmutableArray<PermutationInfo>.Builder _permutations = ImmutableArray.CreateBuilder<PermutationInfo>();

    /// <summary>Adds a permutation.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="kind">Where it comes from.</param>
    /// <param name="length">Numbers that it orders.</param>
    /// <param name="make">Makes its indices.</param>
    public void Add(string name, Permutation kind, int length, Func<int[]> make) => _permutations.Add(new PermutationInfo(name, kind, length, make));

    /// <summary>All of them.</summary>
    public ImmutableArray<PermutationInfo> Build() => _permutations.ToImmutable();
}
