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

    /// <summary>The PTX of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="major">Compute capability of the GPU; 8 for the generation of the A100, 9 for that of the H100.</param>
    /// <exception cref="InternalCompilerException">The kernel uses something that ILGPU cannot compile.</exception>
    internal static string Compile(MethodInfo kernel, int major = 8)
    {
        var architecture = new CudaArchitecture(major, 0);
        CudaInstructionSet instructions = major < 9 ? CudaInstructionSet.ISA_70 : CudaInstructionSet.ISA_78;
        using var backend = new PTXBackend(
            SharedContext.Value, new CudaCapabilityContext(architecture), architecture, instructions, nvvmAPI: null);
        var compiled = (PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), default);
        return compiled.PTXAssembly;
    }

    /// <summary>
    /// Asserts that a kernel compiles, that its accumulators stay out of local memory, and that nothing in it is left to be linked.
    /// </summary>
    internal static void AssertCompiles(MethodInfo kernel, int major = 8)
    {
        string ptx = Compile(kernel, major);
        Assert.Contains(".visible .entry", ptx, StringComparison.Ordinal);
        Assert.DoesNotContain(".extern .func", ptx, StringComparison.Ordinal);
        Assert.DoesNotContain(".local", ptx, StringComparison.Ordinal);
    }
}
