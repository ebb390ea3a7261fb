using System.Reflection;
using SparseGen.Models;

namespace SparseGen.Tests.Gpu;

/// <summary>
/// Every generated kernel of every test model and of FashionMixer compiles for CUDA, checked without a GPU. The other models of the program have the same layers at
/// other sizes, and compiling all of them would take minutes.
/// </summary>
[Trait("Category", "Gpu")]
public sealed class GeneratedKernelPtxTests
{
    private static readonly Type[] ModelTypes =
    [
        .. typeof(GeneratedKernelPtxTests).Assembly.GetTypes().Append(typeof(FashionMixer))
            .Where(static type => type.GetCustomAttribute<ModelAttribute>() is not null)
            .OrderBy(static type => type.FullName, StringComparer.Ordinal),
    ];

    public static TheoryData<string, int> ModelsAndCapabilities
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (Type type in ModelTypes)
            {
                data.Add(type.FullName!, 8);
                data.Add(type.FullName!, 9);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ModelsAndCapabilities))]
    public void KernelsCompileToPtx(string modelName, int capability)
    {
        // A model without products and activations has none: all its kernels are the library's.
        PtxCompiler.AssertCompile(Kernels(modelName), capability);
    }

    [Fact]
    public void ModelsWithProductsHaveKernels() => Assert.NotEmpty(Kernels(typeof(FashionMixer).FullName!));

    [Fact]
    public void AllModelsAreFound() =>
        Assert.Empty(ModelCases.All.Select(static model => model.Name).Append(nameof(FashionMixer)).Except(ModelTypes.Select(static type => type.Name)));

    /// <summary>What makes the product kernels fast survives ILGPU: quads are read from shared memory in one instruction.</summary>
    [Fact]
    public void ProductsReadSharedMemoryInQuads()
    {
        MethodInfo kernel = Kernels(typeof(FashionMixer).FullName!).Single(static kernel => kernel.Name == "MixChannels64To256BiasGelu");
        string ptx = PtxCompiler.Compile(kernel);

        // Two steps are written out, each with two quads of both operands and 64 products.
        Assert.Equal(2 * 4, Count(ptx, "ld.shared.v4"));
        Assert.True(Count(ptx, "fma.rn.f32") + Count(ptx, "mul.f32") >= 2 * 64, "The products are missing.");
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static MethodInfo[] Kernels(string modelName)
    {
        Type model = ModelTypes.Single(type => type.FullName == modelName);
        Type? kernels = model.Assembly.GetType($"SparseGen.Generated.{modelName.Replace('.', '_')}Programs+GpuKernels");
        Assert.NotNull(kernels);
        return kernels.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly);
    }
}
