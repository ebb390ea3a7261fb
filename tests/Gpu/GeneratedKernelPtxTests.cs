using System.Reflection;
using SparseGen.Kernels;
using SparseGen.Kernels.Gpu;
using SparseGen.Models;

namespace SparseGen.Tests.Gpu;

/// <summary>
/// The generated kernels of all test models and of FashionMixer compile for CUDA, checked without a GPU. Kernels that differ in numbers alone are compiled once, at the first model
/// that has one: ILGPU takes half a second for each.
/// </summary>
[Trait("Category", "Gpu")]
public sealed class GeneratedKernelPtxTests
{
    private static readonly Type[] ModelTypes =
    [
        .. typeof(Models.PrimeMixer).Assembly.GetTypes().Append(typeof(FashionMixer))
            .Where(static type => type.GetCustomAttribute<ModelAttribute>() is not null)
            .OrderBy(static type => type.FullName, StringComparer.Ordinal),
    ];

    /// <summary>The first kernel of each form, by the model that has it.</summary>
    private static readonly ILookup<string, MethodInfo> Forms = ModelTypes
        .SelectMany(static model => Kernels(model.FullName!).Select(kernel => (Model: model.FullName!, Kernel: kernel)))
        .DistinctBy(static one => Form(one.Kernel)).ToLookup(static one => one.Model, static one => one.Kernel);

    /// <summary>Models with a form that comes first there; of a change those that OpenCL has, and FashionMixer.</summary>
    public static TheoryData<string> ModelsWithForms =>
    [
        .. Forms.Select(static forms => forms.Key).Where(static model => !TestScope.IsChange || model == typeof(FashionMixer).FullName
            || ModelCases.All.Concat(CurvedCases.All).Any(one => model.EndsWith($".{one.Name}", StringComparison.Ordinal) && TestMatrix.RunsOn(one, "opencl"))),
    ];

    [Theory]
    [MemberData(nameof(ModelsWithForms))]
    public void KernelsCompileToPtx(string modelName) => PtxCompiler.AssertCompile(Forms[modelName]);

    [Fact]
    [Trait(TestScope.Trait, TestScope.Release)]
    public void KernelsOfFashionMixerCompileForTheNextGeneration() => PtxCompiler.AssertCompile(Kernels(typeof(FashionMixer).FullName!), major: 9);

    [Fact]
    public void ModelsWithProductsHaveKernels() => Assert.NotEmpty(Kernels(typeof(FashionMixer).FullName!));

    /// <summary>Every method of the library that kernels call, every part of a tile, and what the samples of a batch continue. No layer multiplies two activations.</summary>
    [Fact]
    public void FormsHoldEveryKindOfKernel()
    {
        string[] forms = [.. Forms.SelectMany(static kernels => kernels).Select(Form)];
        string[] kinds =
        [
            .. from batch in new[] { BatchAxis.Rows, BatchAxis.Columns } select $" {nameof(ProductKernel.Run)} {batch} ",
            $" {nameof(ProductKernel.RunGradient)} {nameof(BatchAxis.Depth)} ", nameof(GpuSparseProduct),
            .. from part in new[] { (8, 8), (8, 4), (4, 8) } select $"TilePart{part.Item1}`1[SparseGen.Kernels.Gpu.TileRow{part.Item2}]",
            .. from lines in new[] { 32, 64, 128 } select $"Lines{lines}]", "QuadShare1", "QuadShare2", "NumberShare4", "NumberShare8",
        ];
        Assert.All(kinds, kind => Assert.Contains(forms, form => form.Contains(kind, StringComparison.Ordinal)));
    }

    [Fact]
    public void AllModelsAreFound() =>
        Assert.Empty(ModelCases.All.Select(static model => model.Name).Append(nameof(FashionMixer)).Except(ModelTypes.Select(static type => type.Name)));

    /// <summary>
    /// What makes the product kernels fast survives ILGPU: quads are read in one instruction, from shared and from global memory, the group meets once a step, and nothing is
    /// divided.
    /// </summary>
    [Fact]
    public void ProductsReadMemoryInQuads()
    {
        MethodInfo kernel = Kernels(typeof(FashionMixer).FullName!).Single(static kernel => kernel.Name == "MixChannels64To256BiasGelu");
        string ptx = PtxCompiler.Compile(kernel);

        // Four steps are written out, each with two quads of both operands and 64 products.
        Assert.Equal(4 * 4, Count(ptx, "ld.shared.v4"));
        Assert.True(Count(ptx, "fma.rn.f32") + Count(ptx, "mul.f32") >= 4 * 64, "The products are missing.");

        // Two quads of each operand, before the loop and in it.
        Assert.Equal(2 * 4, Count(ptx, "ld.global.v4"));
        Assert.Equal(0, Count(ptx, "rem.s32") + Count(ptx, "div.s32") + Count(ptx, "div.u64") + Count(ptx, "div.s64"));
    }

    /// <summary>
    /// Sparse products of packed rows: four weights are a load of their indices, one of the weights and four of a quad of rows each, and sixteen multiply-adds; nothing is divided.
    /// </summary>
    [Fact]
    public void SparseProductsReadPackedRowsInQuads()
    {
        MethodInfo[] kernels = [.. Kernels(typeof(Models.SparseMlp).FullName!).Where(static kernel => kernel.Name.Contains("Packed", StringComparison.Ordinal))];
        Assert.NotEmpty(kernels);
        foreach (string ptx in kernels.Select(static kernel => PtxCompiler.Compile(kernel)))
        {
            Assert.Equal(6, Count(ptx, "ld.global.v4"));
            Assert.True(Count(ptx, "fma.rn.f32") + Count(ptx, "mul.f32") >= 16, "The products are missing.");
            Assert.Equal(0, Count(ptx, "rem.s32") + Count(ptx, "div.s32") + Count(ptx, "div.u64") + Count(ptx, "div.s64"));
        }
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    /// <summary>A kernel but for its numbers: the library's method that it calls, its type arguments, and of its shape what the samples of a batch continue.</summary>
    private static string Form(MethodInfo kernel)
    {
        // A kernel is one call with its arguments: ldarg.0 and so on, call, ret.
        byte[] body = kernel.GetMethodBody()!.GetILAsByteArray()!;
        int parameters = kernel.GetParameters().Length;
        Assert.Equal([.. Enumerable.Range(0x02, parameters).Select(static code => (byte)code), 0x28], body[..(parameters + 1)]);
        var called = (MethodInfo)kernel.Module.ResolveMethod(BitConverter.ToInt32(body, parameters + 1), null, kernel.GetGenericArguments())!;
        Type[] types = called.GetGenericArguments();
        if (called.Name == nameof(ProductKernel.RunTogether))
        {
            return $"{called.Name} {string.Join(", ", types.Select(Form))}";
        }

        return $"{called.DeclaringType!.Name} {called.Name} {Form(types)}";
    }

    private static string Form(Type tile) => $"{tile.Name} {Form(tile.GetGenericArguments())}";

    private static string Form(Type[] types)
    {
        bool isProduct = types[0].IsAssignableTo(typeof(IProductShape));
        object? extents = isProduct ? types[0].GetProperty(nameof(IProductShape.Extents))!.GetValue(null) : null;
        string arguments = string.Join(", ", types.Skip(1).Select(static type => type.ToString().Split('+').Last()));
        return $"{((ProductExtents?)extents)?.Batch} {arguments}";
    }

    private static MethodInfo[] Kernels(string modelName)
    {
        Type model = ModelTypes.Single(type => type.FullName == modelName);
        Type? kernels = model.Assembly.GetType($"SparseGen.Generated.{modelName.Replace('.', '_')}Programs+GpuKernels");
        Assert.NotNull(kernels);
        return [.. kernels.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly).Select(static kernel => kernel.InSinglePrecision())];
    }
}
