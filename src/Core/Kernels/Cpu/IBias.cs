using System.ComponentModel;

namespace SparseGen.Kernels.Cpu;

/// <summary>Where the sums of a product start.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBias
{
    /// <summary>Whether each row starts at a number of its own.</summary>
    static abstract bool IsOfRows { get; }

    /// <summary>Whether each column starts at a number of its own.</summary>
    static abstract bool IsOfColumns { get; }
}

/// <summary>At zero.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NoBias : IBias
{
    /// <inheritdoc/>
    public static bool IsOfRows => false;

    /// <inheritdoc/>
    public static bool IsOfColumns => false;
}

/// <summary>At bias[row].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RowBias : IBias
{
    /// <inheritdoc/>
    public static bool IsOfRows => true;

    /// <inheritdoc/>
    public static bool IsOfColumns => false;
}

/// <summary>At bias[column].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ColumnBias : IBias
{
    /// <inheritdoc/>
    public static bool IsOfRows => false;

    /// <inheritdoc/>
    public static bool IsOfColumns => true;
}
