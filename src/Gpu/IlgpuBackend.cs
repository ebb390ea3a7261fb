namespace SparseGen.Gpu;

/// <summary>How SparseGen, which does not refer to this assembly, finds its devices: by the name of this type.</summary>
internal sealed class IlgpuBackend : GpuBackend
{
    /// <inheritdoc/>
    internal override Device Simulator => GpuDevices.Simulator;

    /// <inheritdoc/>
    internal override Device OpenCL(int index) => GpuDevices.OpenCL(index);

    /// <inheritdoc/>
    internal override Device Cuda(int index, MathMode mode) => GpuDevices.Cuda(index, mode);

    /// <inheritdoc/>
    internal override DeviceInfo[] ListOpenCL() => GpuDevices.ListOpenCL();

    /// <inheritdoc/>
    internal override DeviceInfo[] ListCuda() => GpuDevices.ListCuda();
}
