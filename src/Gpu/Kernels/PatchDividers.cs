using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

/// <summary>What divides by the numbers of patches.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PatchDividers
{
    internal readonly Divider Columns;
    internal readonly Divider Patches;
    internal readonly Divider Length;
    internal readonly Divider Stride;

    internal PatchDividers(int columns, int patches, int length, int stride) =>
        (Columns, Patches, Length, Stride) = (new(columns), new(patches), new(length), new(stride));
}
