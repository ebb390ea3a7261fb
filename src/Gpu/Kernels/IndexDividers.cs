using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1051 // Fields: kernels take them apart.

/// <summary>What divides by the extents of a map's digits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct IndexDividers
{
    /// <summary>By that of the slowest digit.</summary>
    public readonly Divider A;

    /// <summary>By that of the second one.</summary>
    public readonly Divider B;

    /// <summary>By that of the third one.</summary>
    public readonly Divider C;

    /// <summary>By that of the fourth one.</summary>
    public readonly Divider D;

    /// <summary>By that of the fastest one.</summary>
    public readonly Divider E;

    /// <summary>The dividers.</summary>
    /// <param name="map">The map.</param>
    public IndexDividers(IndexMap map) =>
        (A, B, C, D, E) = (new(map.A.Extent), new(map.B.Extent), new(map.C.Extent), new(map.D.Extent), new(map.E.Extent));
}
