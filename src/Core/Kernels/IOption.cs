using System.ComponentModel;

namespace SparseGen.Kernels;

/// <summary>
/// Whether a kernel has one of its optional parts, such as a bias. As a type argument it is a constant of the JIT, which leaves out what is absent: no branch is left in the
/// loops. That only works with types of an optimised assembly, which the user's may not be; so these are the library's.
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

/// <summary>The part is not there; what would be its operand is never touched.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Absent : IOption
{
    /// <inheritdoc/>
    public static bool IsPresent => false;
}
