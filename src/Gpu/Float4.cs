using System.ComponentModel;
using System.Runtime.InteropServices;

namespace SparseGen.Gpu;

/// <summary>Four floats side by side: shared memory viewed like this is read in one instruction.</summary>
[StructLayout(LayoutKind.Sequential)]
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Float4
{
    /// <summary>The first.</summary>
    public float X;

    /// <summary>The second.</summary>
    public float Y;

    /// <summary>The third.</summary>
    public float Z;

    /// <summary>The fourth.</summary>
    public float W;
}
