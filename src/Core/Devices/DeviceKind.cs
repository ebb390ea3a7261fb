namespace SparseGen;

/// <summary>Families of devices.</summary>
public enum DeviceKind
{
    /// <summary>The processor, by SIMD: <see cref="Device.Cpu"/>.</summary>
    Cpu,

    /// <summary>ILGPU's simulator of a GPU on the processor: <see cref="Device.Simulator"/>.</summary>
    Simulator,

    /// <summary>A device of an OpenCL driver: <see cref="Device.OpenCL"/>.</summary>
    OpenCL,

    /// <summary>A GPU of Nvidia: <see cref="Device.Cuda(int)"/>.</summary>
    Cuda,
}
