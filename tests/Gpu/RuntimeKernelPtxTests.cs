using System.Reflection;
using SparseGen.Gpu;

namespace SparseGen.Tests.Gpu;

/// <summary>The kernels of the runtime compile for CUDA, checked without a GPU.</summary>
[Trait("Category", "Gpu")]
public sealed class RuntimeKernelPtxTests
{
    [Theory]
    [InlineData(typeof(UpdateKernel<MomentumRule>), "Run")]
    [InlineData(typeof(UpdateKernel<ScaleRule>), "Run")]
    [InlineData(typeof(UpdateKernel<AxpyRule>), "Run")]
    [InlineData(typeof(DotProduct), "Multiply")]
    [InlineData(typeof(DotProduct), "Combine")]
    [InlineData(typeof(InfinityNorm), "Largest")]
    public void KernelsCompileToPtx(Type type, string method) =>
        PtxCompiler.AssertCompiles(type.GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!);
}
