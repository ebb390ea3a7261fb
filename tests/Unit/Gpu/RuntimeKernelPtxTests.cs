using System.Reflection;
using ILGPU;
using SparseGen.Gpu;
using SparseGen.Kernels.Cpu;
using SparseGen.Kernels.Gpu;

namespace SparseGen.Tests.Gpu;

/// <summary>The kernels of the runtime compile for CUDA, checked without a GPU.</summary>
[Trait("Category", "Gpu")]
public sealed class RuntimeKernelPtxTests
{
    private const BindingFlags Internal = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>What kernels begin with.</summary>
    private static readonly Type[] Arguments = [typeof(ArrayView<float>), typeof(ActivationTangentViews)];

    private static readonly Type[] Activations =
        [.. typeof(IActivation).Assembly.GetTypes().Where(static type => type.IsValueType && type.IsAssignableTo(typeof(IActivation)))];

    public static TheoryData<string, string> LibraryKernels
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (Type family in typeof(GpuLayerNorm).Assembly.GetTypes().Where(static type => type.Namespace == typeof(GpuLayerNorm).Namespace))
            {
                // Launchers are public, and what kernels have in common is private or gives something back.
                foreach (MethodInfo kernel in family.GetMethods(Internal).Where(static method =>
                    method.IsAssembly && method.ReturnType == typeof(void) && Arguments.Contains(method.GetParameters()[0].ParameterType)))
                {
                    data.Add(family.FullName!, kernel.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [InlineData(typeof(UpdateKernel<MomentumRule>), "Run")]
    [InlineData(typeof(UpdateKernel<ScaleRule>), "Run")]
    [InlineData(typeof(UpdateKernel<AxpyRule>), "Run")]
    [InlineData(typeof(DotProduct), "Multiply")]
    [InlineData(typeof(DotProduct), "Combine")]
    [InlineData(typeof(InfinityNorm), "Largest")]
    public void KernelsCompileToPtx(Type type, string method) => PtxCompiler.AssertCompiles(type.GetMethod(method, Internal)!);

    [Theory]
    [MemberData(nameof(LibraryKernels))]
    public void LibraryKernelsCompileToPtx(string family, string kernel)
    {
        MethodInfo method = typeof(GpuLayerNorm).Assembly.GetType(family)!.GetMethod(kernel, Internal)!;
        Assert.All(method.IsGenericMethodDefinition ? Activations.Select(function => method.MakeGenericMethod(function)) : [method], static method =>
        {
            PtxCompiler.AssertCompiles(method, major: 8);
            PtxCompiler.AssertCompiles(method, major: 9);
        });
    }

    /// <summary>ILGPU's numbers count through the process; a driver finds what it has compiled by the text.</summary>
    [Fact]
    public void ADriverSeesTheSameTextAtEveryStart()
    {
        MethodInfo kernel = typeof(UpdateKernel<MomentumRule>).GetMethod("Run", Internal)!;
        string[] texts = [PtxCompiler.Compile(kernel), PtxCompiler.Compile(kernel)];
        Assert.NotEqual(texts[0], texts[1]);
        Assert.Single(texts.Select(static text => KernelCompiler.Renumber(text, KernelCompiler.PtxNumbers())).Distinct());
    }

    /// <summary>
    /// The gradient of a sparse weight from packed rows: the inputs of eight weights are two loads, and then each slice of rows is a quad of gradients for each four weights and
    /// one of inputs for each.
    /// </summary>
    [Fact]
    public void GradientsOfSparseWeightsReadPackedRowsInQuads()
    {
        string ptx = PtxCompiler.Compile(typeof(GpuSparseGradient).GetMethod(nameof(GpuSparseGradient.SumPackedRows), Internal)!);
        int Count(string part) => ptx.Split(part).Length - 1;
        Assert.Equal(2 + 10, Count("ld.global.v4"));
        Assert.Equal(32, Count("fma.rn.f32") + Count("mul.f32"));
        Assert.Equal(0, Count("rem.s32") + Count("div.s32") + Count("div.u64") + Count("div.s64"));
    }

    /// <summary>All that work number by number; softmax has kernels of its own.</summary>
    [Fact]
    public void ActivationsAreFound() => Assert.Equal(
        Enum.GetNames<ActivationKind>().Except([nameof(ActivationKind.None), nameof(ActivationKind.Softmax)]).Order(),
        Activations.Select(static type => type.Name).Distinct().Order());
}
