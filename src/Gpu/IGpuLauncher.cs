using System.ComponentModel;
using SparseGen.Kernels.Gpu;

namespace SparseGen.Gpu;

/// <summary>What launches a kernel of a model, or the one of several that suits the device and the batch.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGpuLauncher
{
    /// <summary>The kernel that it would launch.</summary>
    /// <param name="frame">Where the pass would run.</param>
    internal ILibraryKernel KernelFor(GpuFrame frame);

    /// <summary>Its kernels, each with its tiles; none of a launcher whose kernel has no tiles.</summary>
    internal IReadOnlyList<TiledKernel> Tiled => [];
}
