namespace SparseGen.Gpu;

/// <summary>Finds the devices that run ILGPU kernels.</summary>
internal static class GpuDevices
{
    /// <summary>ILGPU's simulator.</summary>
    internal static Device Simulator => throw new DeviceUnavailableException("No GPU simulator: this build has no GPU back end.");

    /// <summary>The OpenCL device of this index.</summary>
    internal static Device OpenCL(int index) =>
        throw new DeviceUnavailableException($"No OpenCL device {index}: this build has no GPU back end.");

    /// <summary>The CUDA device of this index.</summary>
    internal static Device Cuda(int index) =>
        throw new DeviceUnavailableException($"No CUDA device {index}: this build has no GPU back end.");
}
