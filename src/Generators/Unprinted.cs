namespace SparseGen.Generators;

/// <summary>A record that nobody prints. What the compiler writes for that is five of the package's kilobytes, and a trimmer finds that it is not used once nobody asks for it.</summary>
internal abstract record Unprinted
{
    /// <summary>The name of the type.</summary>
    public sealed override string ToString() => GetType().Name;
}
