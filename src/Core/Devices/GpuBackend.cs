using System.Runtime.CompilerServices;

namespace SparseGen;

/// <summary>What finds devices that run GPU kernels: the package SparseGen.Gpu, where the program has it. This assembly knows nothing else of it.</summary>
internal abstract class GpuBackend
{
    /// <summary>The package.</summary>
    internal const string Package = "SparseGen.Gpu";

    private const string CompiledAheadOfTime =
        "GPU kernels are compiled while the program runs, and this program was compiled ahead of time. Use Device.Cpu.";

    private const string NotThere = $"GPUs are the matter of a package of their own. Add it to the program: dotnet add package {Package}.";

    private static readonly Lazy<GpuBackend?> Found = new(Find);

    /// <summary>Why there is none, or null where there is one.</summary>
    internal static string? Problem => !RuntimeFeature.IsDynamicCodeSupported ? CompiledAheadOfTime : Found.Value is null ? NotThere : null;

    /// <summary>The simulator of ILGPU.</summary>
    internal abstract Device Simulator { get; }

    /// <summary>The backend.</summary>
    /// <param name="wanted">What it is asked for, for the message.</param>
    /// <exception cref="DeviceUnavailableException">There is none.</exception>
    internal static GpuBackend Get(string wanted) => Problem is { } problem ? throw new DeviceUnavailableException($"No {wanted}: {problem}") : Found.Value!;

    /// <summary>The OpenCL device of this index.</summary>
    internal abstract Device OpenCL(int index);

    /// <summary>The CUDA device of this index.</summary>
    internal abstract Device Cuda(int index);

    /// <summary>What there is of OpenCL.</summary>
    internal abstract DeviceInfo[] ListOpenCL();

    /// <summary>What there is of CUDA.</summary>
    internal abstract DeviceInfo[] ListCuda();

    private static GpuBackend? Find()
    {
        // Every way into ILGPU stands behind this test, which the ahead-of-time compiler knows to be false; so it drops ILGPU. Trimming understands the name.
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            return null;
        }

        return Type.GetType($"SparseGen.Gpu.IlgpuBackend, {Package}") is { } backend ? (GpuBackend?)Activator.CreateInstance(backend) : null;
    }
}
