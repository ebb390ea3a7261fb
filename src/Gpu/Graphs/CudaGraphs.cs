using System.Runtime.InteropServices;
using ILGPU.Runtime.Cuda;

namespace SparseGen.Gpu.Graphs;

/// <summary>
/// What CUDA's driver has for graphs, which ILGPU does not: what is launched in a stream is written down instead, and later all of it is launched by one call (Nvidia, CUDA Driver
/// API, "Stream Management" and "Graph Management"). Handles are those of the driver; the device's context is current on the thread that calls.
/// </summary>
internal sealed unsafe class CudaGraphs
{
    /// <summary>Says <c>off</c> for a program whose passes are to be launched kernel by kernel.</summary>
    internal const string Variable = "SPARSEGEN_CUDA_GRAPHS";

    /// <summary>CU_STREAM_CAPTURE_MODE_RELAXED: what other threads do meanwhile, in streams of their own, neither fails nor ends the writing down.</summary>
    private const int Relaxed = 2;

    private readonly delegate* unmanaged<nint, int, CudaError> _beginCapture;
    private readonly delegate* unmanaged<nint, nint*, CudaError> _endCapture;
    private readonly delegate* unmanaged<nint*, nint, ulong, CudaError> _instantiate;
    private readonly delegate* unmanaged<nint, nint, CudaError> _launch;
    private readonly delegate* unmanaged<nint, CudaError> _destroyGraph;
    private readonly delegate* unmanaged<nint, CudaError> _destroyExecutable;

    private CudaGraphs(nint library)
    {
        _beginCapture = (delegate* unmanaged<nint, int, CudaError>)NativeLibrary.GetExport(library, "cuStreamBeginCapture_v2");
        _endCapture = (delegate* unmanaged<nint, nint*, CudaError>)NativeLibrary.GetExport(library, "cuStreamEndCapture");
        _instantiate = (delegate* unmanaged<nint*, nint, ulong, CudaError>)NativeLibrary.GetExport(library, "cuGraphInstantiateWithFlags");
        _launch = (delegate* unmanaged<nint, nint, CudaError>)NativeLibrary.GetExport(library, "cuGraphLaunch");
        _destroyGraph = (delegate* unmanaged<nint, CudaError>)NativeLibrary.GetExport(library, "cuGraphDestroy");
        _destroyExecutable = (delegate* unmanaged<nint, CudaError>)NativeLibrary.GetExport(library, "cuGraphExecDestroy");
    }

    /// <summary>The driver's; null where it has none (before CUDA 11.4), or where they are not wanted.</summary>
    internal static CudaGraphs? Driver { get; } = Find();

    /// <summary>From now on launches in a stream are written down instead of made.</summary>
    /// <param name="stream">The stream; not the one that all share.</param>
    /// <returns>Whether the driver does.</returns>
    internal bool Begin(nint stream) => _beginCapture(stream, Relaxed) == CudaError.CUDA_SUCCESS;

    /// <summary>Ends that, in any case.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="isWanted">Whether what was written down is to be launched later.</param>
    /// <returns>What launches it; 0 where that is not wanted or not to be had.</returns>
    internal nint End(nint stream, bool isWanted)
    {
        nint graph = 0, executable = 0;
        if (_endCapture(stream, &graph) != CudaError.CUDA_SUCCESS || graph == 0)
        {
            return 0;
        }

        bool isThere = isWanted && _instantiate(&executable, graph, 0) == CudaError.CUDA_SUCCESS;
        _ = _destroyGraph(graph);
        return isThere ? executable : 0;
    }

    /// <summary>Launches all that was written down.</summary>
    /// <param name="executable">What <see cref="End"/> gave.</param>
    /// <param name="stream">The stream.</param>
    /// <exception cref="CudaException">The driver does not do it, or has not done something before.</exception>
    internal void Launch(nint executable, nint stream) => CudaException.ThrowIfFailed(_launch(executable, stream));

    /// <summary>Frees it; a launch that the device is still at comes to its end.</summary>
    /// <param name="executable">What <see cref="End"/> gave.</param>
    internal void Destroy(nint executable) => _ = _destroyExecutable(executable);

    private static CudaGraphs? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) == "off" || !CudaDriver.TryLoad(out nint library))
        {
            return null;
        }

        try
        {
            return new CudaGraphs(library);
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }
}
