using System.Reflection;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using SparseGen.Kernels.Gpu;

namespace SparseGen.Tests.Gpu;

/// <summary>Compiles kernels to PTX as for a CUDA device, on machines that have none.</summary>
/// <remarks>
/// A context of ILGPU's keeps the code of every method that it has read. One for all kernels of all models held gigabytes, which each collection went through; so a context
/// is for the kernels of one call.
/// </remarks>
internal static class PtxCompiler
{
    /// <summary>The PTX of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="major">Compute capability of the GPU; 8 for the generation of the A100, 9 for that of the H100.</param>
    /// <exception cref="InternalCompilerException">The kernel uses something that ILGPU cannot compile.</exception>
    internal static string Compile(MethodInfo kernel, int major = 8)
    {
        using Context context = NewContext();
        return Compile(context, kernel, major);
    }

    /// <summary>
    /// Asserts that kernels compile, that their accumulators stay out of local memory, and that nothing in them is left to be linked.
    /// </summary>
    internal static void AssertCompile(IEnumerable<MethodInfo> kernels, int major = 8)
    {
        using Context context = NewContext();
        Assert.All(kernels, kernel =>
        {
            string ptx = Compile(context, kernel, major);
            Assert.Contains(".visible .entry", ptx, StringComparison.Ordinal);
            Assert.DoesNotContain(".extern .func", ptx, StringComparison.Ordinal);
            Assert.DoesNotContain(".local", ptx, StringComparison.Ordinal);
        });
    }

    /// <summary>A generated kernel without tensor cores: those that may have them are generic over the part of a tile.</summary>
    internal static MethodInfo InSinglePrecision(this MethodInfo kernel) =>
        kernel.IsGenericMethodDefinition ? kernel.MakeGenericMethod(typeof(TilePart8<TileRow8>)) : kernel;

    /// <summary>The same for one.</summary>
    internal static void AssertCompiles(MethodInfo kernel, int major = 8) => AssertCompile([kernel], major);

    private static string Compile(Context context, MethodInfo kernel, int major)
    {
        var architecture = new CudaArchitecture(major, 0);
        CudaInstructionSet instructions = major < 9 ? CudaInstructionSet.ISA_70 : CudaInstructionSet.ISA_78;
        using var backend = new PTXBackend(context, new CudaCapabilityContext(architecture), architecture, instructions, nvvmAPI: null);
        var compiled = (PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), default);
        return compiled.PTXAssembly;
    }

    private static Context NewContext() => Context.Create(static builder => builder.EnableAlgorithms().Optimize(OptimizationLevel.O2));
}
