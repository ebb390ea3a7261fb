using System.Reflection;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace SparseGen.Tests.Gpu;

/// <summary>Compiles kernels to PTX as for a CUDA device, on machines that have none.</summary>
internal static class PtxCompiler
{
    private static readonly Lazy<Context> SharedContext = new(() =>
        Context.Create(builder => builder.EnableAlgorithms().Optimize(OptimizationLevel.O2)));

    /// <summary>The PTX of a kernel for compute capability 8.0, which later GPUs run as well.</summary>
    /// <exception cref="InternalCompilerException">The kernel uses something that ILGPU cannot compile.</exception>
    internal static string Compile(MethodInfo kernel)
    {
        var architecture = new CudaArchitecture(8, 0);
        using var backend = new PTXBackend(
            SharedContext.Value, new CudaCapabilityContext(architecture), architecture, CudaInstructionSet.ISA_70, nvvmAPI: null);
        var compiled = (PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), default);
        return compiled.PTXAssembly;
    }

    /// <summary>
    /// Asserts that a kernel compiles, that its accumulators stay out of local memory, and that nothing in it is left to be linked.
    /// </summary>
    internal static void AssertCompiles(MethodInfo kernel)
    {
        string ptx = Compile(kernel);
        Assert.Contains(".visible .entry", ptx, StringComparison.Ordinal);
        Assert.DoesNotContain(".extern .func", ptx, StringComparison.Ordinal);
        Assert.DoesNotContain(".local", ptx, StringComparison.Ordinal);
    }
}
