namespace SparseGen.Models.Commands;

/// <summary>Families of devices.</summary>
internal enum DeviceKind
{
    /// <summary>SIMD on this machine's cores.</summary>
    Cpu,

    /// <summary>An OpenCL device.</summary>
    OpenCL,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda,

    /// <summary>ILGPU's simulator; for tests of tiny models.</summary>
    Simulator,
}
