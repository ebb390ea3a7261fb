using System.ComponentModel;

namespace SparseGen.Kernels;

/// <summary>
/// Whether a kernel has an optional part, as a type argument: the compiler leaves out what is absent. The types are the library's own: members of types in an assembly that is
/// compiled for debugging are never inlined, and a kernel would call them in its loops.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOption
{
    /// <summary>Whether the part is there.</summary>
    static abstract bool IsPresent { get; }
}

/// <summary>The part is there.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Present : IOption
{
    /// <inheritdoc/>
    public static bool IsPresent => true;
}

/// <summary>The part is not there.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Absent : IOption
{
    /// <inheritdoc/>
    public static bool IsPresent => false;
}
