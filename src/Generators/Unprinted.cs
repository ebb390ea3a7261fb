namespace SparseGen.Generators;

/// <summary>A record that nobody prints: what the compiler writes for that is three of the package's kilobytes, and the trimmer leaves it out where nobody asks for it.</summary>
internal abstract record Unprinted
{
    /// <summary>The name of the type.</summary>
    public sealed override string ToString() => GetType().Name;
}
