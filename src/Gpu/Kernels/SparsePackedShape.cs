using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

/// <summary>Sizes of the gradient of a sparse weight from packed rows.</summary>
/// <remarks>Kernels take it by value, so that its fields are numbers and its type is public.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SparsePackedShape
{
    /// <summary>The sizes.</summary>
    /// <param name="kept">Kept weights.</param>
    /// <param name="source">The packed source.</param>
    /// <param name="target">The packed target.</param>
    /// <param name="slicesOfSplit">Slices of a partial sum.</param>
    /// <param name="groups">The groups.</param>
    internal SparsePackedShape(int kept, SparseRowsShape source, SparseRowsShape target, int slicesOfSplit, SparseGroups groups)
    {
        Kept = kept;
        Slices = source.Slices;
        SlicesOfSplit = slicesOfSplit;
        SourcePitch = source.Pitch / 4;
        TargetPitch = target.Pitch / 4;
        Pieces = groups.Pieces;
        Share = groups.Share;
    }

    /// <summary>Kept weights.</summary>
    internal int Kept { get; }

    /// <summary>Slices of the batch.</summary>
    internal int Slices { get; }

    /// <summary>Slices of a partial sum.</summary>
    internal int SlicesOfSplit { get; }

    /// <summary>Quads of a slice of the source.</summary>
    internal int SourcePitch { get; }

    /// <summary>Quads of a slice of the target.</summary>
    internal int TargetPitch { get; }

    /// <summary>Pieces of work: as often as all groups together have so many.</summary>
    internal int Pieces { get; }

    /// <summary>Pieces that a group goes through.</summary>
    internal int Share { get; }
}
