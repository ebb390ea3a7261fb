using System.ComponentModel;
using System.Runtime.InteropServices;

namespace SparseGen.Gpu;

/// <summary>Four whole numbers side by side: memory viewed like this is read in one instruction.</summary>
[StructLayout(LayoutKind.Sequential)]
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Int4
{
    /// <summary>The first.</summary>
    public int X;

    /// <summary>The second.</summary>
    public int Y;

    /// <summary>The third.</summary>
    public int Z;

    /// <summary>The fourth.</summary>
    public int W;
}
