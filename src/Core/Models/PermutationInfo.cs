using System.Collections.Immutable;

namespace SparseGen;

/// <summary>A permutation of a model, as it was declared; while compiling, neighbours may have become one.</summary>
public sealed class PermutationInfo
{
    private readonly Lazy<ImmutableArray<int>> _indices;

    internal PermutationInfo(string name, Permutation kind, int length, Func<int[]> make)
    {
        Name = name;
        Kind = kind;
        Length = length;
        _indices = new Lazy<ImmutableArray<int>>(() => [.. make()], LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>The prefix of the layer's tensor names and its place, such as <c>blocks.0.mlp_tokens.before</c>.</summary>
    public string Name { get; }

    /// <summary>Where it comes from.</summary>
    public Permutation Kind { get; }

    /// <summary>Numbers that it orders: those of a sample.</summary>
    public int Length { get; }

    /// <summary>The gather y[i] = x[Indices[i]] on the sample's numbers in memory order. It is made when it is first asked for.</summary>
    /// <exception cref="InvalidOperationException">A member of the program was to give it, and did not.</exception>
    public ImmutableArray<int> Indices => _indices.Value;
}
