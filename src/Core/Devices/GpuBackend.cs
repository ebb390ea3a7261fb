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

    private static readonly Lazy<(GpuBackend? Backend, string? Problem)> Found = new(Find);

    /// <summary>Why there is none, or null where there is one.</summary>
    internal static string? Problem => Found.Value.Problem;

    /// <summary>The simulator of ILGPU.</summary>
    internal abstract Device Simulator { get; }

    /// <summary>The backend.</summary>
    /// <param name="wanted">What it is asked for, for the message.</param>
    /// <exception cref="DeviceUnavailableException">There is none.</exception>
    internal static GpuBackend Get(string wanted) => Found.Value.Backend ?? throw new DeviceUnavailableException($"No {wanted}: {Problem}");

    /// <summary>The OpenCL device of this index.</summary>
    internal abstract Device OpenCL(int index);

    /// <summary>The CUDA device of this index.</summary>
    internal abstract Device Cuda(int index, MathMode mode = MathMode.Fp32);

    /// <summary>What there is of OpenCL.</summary>
    internal abstract DeviceInfo[] ListOpenCL();

    /// <summary>What there is of CUDA.</summary>
    internal abstract DeviceInfo[] ListCuda();

    private static (GpuBackend? Backend, string? Problem) Find()
    {
        // Every way into ILGPU stands behind this test, which the ahead-of-time compiler knows to be false; so it drops ILGPU. Trimming understands the name.
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            return (null, CompiledAheadOfTime);
        }

        if (Type.GetType($"SparseGen.Gpu.IlgpuBackend, {Package}") is not { } backend)
        {
            return (null, NotThere);
        }

        // It sees what is internal here, and that may be another thing in every version.
        Version? version = typeof(GpuBackend).Assembly.GetName().Version, other = backend.Assembly.GetName().Version;
        return version == other
            ? ((GpuBackend?)Activator.CreateInstance(backend), null)
            : (null, $"SparseGen is version {version} and {Package} is {other}; both have to be of the same.");
    }
}
