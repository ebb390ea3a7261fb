using System.Reflection;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace SparseGen.Gpu.Planning;

/// <summary>What ILGPU makes of a kernel for CUDA, without a device.</summary>
/// <param name="Ptx">Its text.</param>
/// <param name="SharedBytes">Shared memory of a group.</param>
internal sealed record PtxText(string Ptx, int SharedBytes)
{
    /// <summary>Kernels that share a context, which keeps the code of every method that it has read.</summary>
    private const int KernelsOfContext = 16;

    /// <summary>The texts of kernels for the oldest architecture that plans know; assemblers take them for newer ones.</summary>
    /// <param name="kernels">
    /// Kernels, each with the threads of its groups, if it is compiled for this number alone, 0 for any, and those that a multiprocessor is to have room for.
    /// </param>
    public static IEnumerable<PtxText> Compile(IEnumerable<(MethodInfo Kernel, int Threads, int AtOnce)> kernels)
    {
        foreach ((MethodInfo Kernel, int Threads, int AtOnce)[] few in kernels.Chunk(KernelsOfContext))
        {
            using Context context = Context.Create(static builder => builder.EnableAlgorithms().Optimize(OptimizationLevel.O2));
            var architecture = new CudaArchitecture(8, 0);
            using var backend = new PTXBackend(context, new CudaCapabilityContext(architecture), architecture, CudaInstructionSet.ISA_70, nvvmAPI: null);
            foreach ((MethodInfo kernel, int threads, int atOnce) in few)
            {
                KernelSpecialization specialization = KernelCompiler.Specialization(threads, atOnce);
                var compiled = (PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), specialization);
                yield return new(compiled.PTXAssembly, KernelCompiler.SharedBytes(compiled));
            }
        }
    }
}
