using System.Reflection;
using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime;
using SparseGen.Gpu;
using SparseGen.Kernels;
using SparseGen.Kernels.Gpu;
using SparseGen.Tests.Infrastructure;
using SparseGen.Tests.Kernels;

namespace SparseGen.Tests.Gpu;

/// <summary>What is kept of kernels from one start of a program to the next.</summary>
[Trait("Category", "Gpu")]
public sealed class KernelCacheTests : IDisposable
{
    private static readonly MethodInfo Kernel = typeof(GpuElementwise).GetMethod("AddAll", BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly string? _usual = KernelCache.Folder;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sparsegen-kernels-");

    public KernelCacheTests() => KernelCache.Folder = _folder.FullName;

    public void Dispose()
    {
        KernelCache.Folder = _usual;
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // Another test compiles a kernel at this moment, whose text goes there too.
        }
    }

    [SkippableFact]
    public void TextsAreReadAgainAndDamagedOnesAreNot()
    {
        string text = Compile();
        string key = Path.GetFileName(Files().Single(file => File.ReadAllText(file).EndsWith(text, StringComparison.Ordinal)));
        KernelCache.Keep(key, text + "// kept", 0);
        Assert.Equal(text + "// kept", Compile());

        string path = Path.Combine(_folder.FullName, key), whole = File.ReadAllText(path);
        File.WriteAllText(path, whole[..^5]);
        Assert.Equal(text, Compile());
        File.WriteAllText(path, "");
        Assert.Equal(text, Compile());
    }

    [SkippableFact]
    public void NothingIsKeptWhereNothingIsWanted()
    {
        KernelCache.Folder = null;
        string text = Compile();
        Assert.DoesNotContain(Files(), file => File.ReadAllText(file).EndsWith(text, StringComparison.Ordinal));
        KernelCache.Folder = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(KernelCache.Folder, "not a folder");
        Assert.Equal(text, Compile());
    }

    /// <summary>A kernel of a product from its text: views within a struct, and shared memory.</summary>
    [SkippableFact]
    public void KernelsFromTextsAreWhatTheyWere()
    {
        float[] left = ValueRecipe.Values("left", 32 * 24), right = ValueRecipe.Values("right", 24 * 128);
        float[][] outputs = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            // A kernel of its own each time: what a device has compiled it keeps.
            GpuProduct product = GpuProduct.Of<WholeTiles>(new TiledKernel(
                [new(64, 64)], ProductKernel.Run<WholeTiles, Absent, Absent, PlainStore, TilePart8<TileRow8>,
                    QuadShare2<QuadsAlongSum<Lines64>, ToLastLine<EvenLoads>>, QuadShare2<QuadsAlongLines<Lines64>, EvenLoads>>));
            using var run = new GpuKernelRun("opencl");
            ArrayView<float> leftView = run.Upload(left), rightView = run.Upload(right), output = run.Unwritten(32 * 128);
            run.Launch(frame => product.Launch(frame, new(frame.Gradients) { Left = leftView, Right = rightView, Output = output }));
            return run.Download(output);
        })];
        Assert.NotEmpty(Files());
        Assert.All(outputs[0], static value => Assert.False(float.IsNaN(value)));
        Assert.Equal(outputs[0], outputs[1]);
    }

    /// <summary>Other kernels, devices and sizes of groups have texts of their own.</summary>
    [Fact]
    public void KeysTellKernelsApart()
    {
        MethodInfo other = typeof(GpuElementwise).GetMethod("MultiplyAll", BindingFlags.Static | BindingFlags.NonPublic)!;
        string[] keys =
        [
            KernelCache.KeyOf(Kernel, "sm_80", 0), KernelCache.KeyOf(Kernel, "sm_90", 0), KernelCache.KeyOf(Kernel, "sm_80", 256), KernelCache.KeyOf(Kernel, "sm_80", 256, 256),
            KernelCache.KeyOf(other, "sm_80", 0), KernelCache.KeyOf(InMode(typeof(Tf32)), "sm_80", 0), KernelCache.KeyOf(InMode(typeof(Bf16)), "sm_80", 0),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], KernelCache.KeyOf(Kernel, "sm_80", 0));
        Assert.All(keys, static key => Assert.Matches("^[0-9a-f]{64}$", key));

        // They differ in what a generic argument is made of, which the name of the method does not say.
        static MethodInfo InMode(Type arithmetic) =>
            typeof(TensorTileKernels).GetMethod(nameof(TensorTileKernels.Ragged64))!.MakeGenericMethod(typeof(TensorPart<>).MakeGenericType(arithmetic));
    }

    private static string Compile()
    {
        var device = (GpuDevice)TestDevices.Get("opencl");
        lock (device.Gate)
        {
            return ((CLCompiledKernel)KernelCompiler.Compile(device.Accelerator, Kernel)).Source;
        }
    }

    private string[] Files() => [.. _folder.EnumerateFiles().Select(static file => file.FullName)];
}
