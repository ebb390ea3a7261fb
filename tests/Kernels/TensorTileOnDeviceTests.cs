using ILGPU;
using SparseGen.Gpu;
using SparseGen.Gpu.Graphs;
using SparseGen.Kernels;
using SparseGen.Kernels.Gpu;

namespace SparseGen.Tests.Kernels;

/// <summary>
/// Kernels for tensor cores on devices, against double precision: on a GPU of Nvidia those themselves, elsewhere what stands for them, which rounds the same factors and multiplies
/// them one by one. Which kernel a product takes is a matter of the device's mode.
/// </summary>
[Trait("Category", "Gpu")]
public sealed class TensorTileOnDeviceTests
{
    private static readonly Dictionary<MathMode, Mode> Modes = new()
    {
        [MathMode.Tf32] = new(TensorTileKernels.All<TensorPart<Tf32>>(), TensorTileKernels.All<RoundedPart<Tf32>>(), TensorRounding.ToTf32),
        [MathMode.Tf32x3] = new(TensorTileKernels.All<TensorPart<Tf32x3>>(), TensorTileKernels.All<RoundedPart<Tf32x3>>(), static x => x),
        [MathMode.Bf16] = new(TensorTileKernels.All<TensorPart<Bf16>>(), TensorTileKernels.All<RoundedPart<Bf16>>(), TensorRounding.ToBf16),
    };

    private sealed record Mode(IReadOnlyDictionary<string, Delegate> OnTensorCores, IReadOnlyDictionary<string, Delegate> Elsewhere, Func<float, float> Round);

    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    public static TheoryData<string, MathMode, string> DevicesAndKernels
    {
        get
        {
            var data = new TheoryData<string, MathMode, string>();
            foreach (string device in TestDevices.Gpus)
            {
                foreach ((MathMode mode, Mode one) in Modes)
                {
                    // The simulator has 64 threads.
                    foreach (string kernel in one.Elsewhere.Keys.Where(kernel => device != "simulator" || Lines(kernel) == 64))
                    {
                        data.Add(device, mode, kernel);
                    }
                }
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(DevicesAndKernels))]
    public void ProductsAreThoseOfDoublePrecision(string device, MathMode modeName, string kernel)
    {
        Mode mode = Modes[modeName];
        TensorProduct product = TensorProduct.Of(kernel, device == "simulator" ? 3 : 20, x => mode.Round(x));
        bool isNvidia = device == "cuda";
        var tiled = new TiledKernel([new(Lines(kernel), Lines(kernel))], (isNvidia ? mode.OnTensorCores : mode.Elsewhere)[kernel]);
        using var run = new GpuKernelRun(device, product.Samples);
        ArrayView<float> View(float[] numbers) => run.Upload(numbers.Length > 0 ? numbers : [0f]);
        bool isGradient = product.Extents.Batch == BatchAxis.Depth;
        ArrayView<float> output = isGradient ? run.Gradient(new float[product.Length]) : run.Unwritten(product.Length);
        ArrayView<float> bias = isGradient ? run.Gradient(new float[product.Extents.Columns]) : View(product.Bias);
        ArrayView<float> left = View(product.Left), right = View(product.Right), residual = View(product.Residual), operand = View(product.Operand);
        if (isGradient)
        {
            GpuGradient gradient = GpuGradient.Of<GradientTiles>(tiled);
            run.Launch(frame => gradient.Launch(frame, new(frame.Gradients) { Left = left, Right = right, Bias = bias, Output = output }));
        }
        else
        {
            GpuProduct launcher = Launcher(kernel, tiled);
            run.Launch(frame => launcher.Launch(
                frame, new(frame.Gradients) { Left = left, Right = right, Bias = bias, Output = output, Residual = residual, Operand0 = operand }));
        }

        // Each term may cost half a unit in the last place where it is multiplied and where it is added. Three products of TF32 numbers lose three times 2^-22 of each.
        product.AssertNear(run.Download(output.SubView(0, product.Length)), product.Terms + 4, isNvidia && modeName == MathMode.Tf32x3 ? 3.01 / (1 << 22) : 0);
    }

    /// <summary>Nothing takes another kernel than that for single precision on a device that was not asked to.</summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void TheDeviceSaysWhichKernelAProductTakes(string deviceName)
    {
        var device = (GpuDevice)TestDevices.Get(deviceName);
        const string Kernel = nameof(TensorTileKernels.Ragged64);
        GpuProduct inAllModes = Launcher(Kernel, new TiledKernel(
            [new(64, 64)], TensorTileKernels.Ragged64<TilePart8<TileRow8>>, Modes[MathMode.Tf32].OnTensorCores[Kernel], Modes[MathMode.Tf32x3].OnTensorCores[Kernel],
            Modes[MathMode.Bf16].OnTensorCores[Kernel]));
        GpuProduct small = Launcher(Kernel, new TiledKernel([new(64, 64)], TensorTileKernels.Ragged64<TilePart8<TileRow8>>));
        Assert.Equal(MathMode.Fp32, device.MathMode);
        Assert.Equal(typeof(TilePart8<TileRow8>), PartOf(inAllModes, device));
        Assert.Equal(typeof(TensorPart<Tf32>), PartOf(inAllModes, new GpuDevice(device, MathMode.Tf32)));
        Assert.Equal(typeof(TensorPart<Tf32x3>), PartOf(inAllModes, new GpuDevice(device, MathMode.Tf32x3)));
        Assert.Equal(typeof(TensorPart<Bf16>), PartOf(inAllModes, new GpuDevice(device, MathMode.Bf16)));
        Assert.Equal(typeof(TilePart8<TileRow8>), PartOf(small, new GpuDevice(device, MathMode.Tf32)));
    }

    private static Type PartOf(GpuProduct product, GpuDevice device)
    {
        using var passes = new RecordedPasses(device);
        using var partials = new PartialSums(device, 1, passes);
        using var tables = new GpuTables(device);
        using var noise = new NoiseKeys(device);
        return ((IGpuLauncher)product).KernelFor(new GpuFrame(device, partials, tables, noise) { Count = 1, Capacity = 1 }).Method.GetGenericArguments().Single();
    }

    private static int Lines(string kernel) => kernel.EndsWith("128", StringComparison.Ordinal) ? 128 : 64;

    private static GpuProduct Launcher(string kernel, TiledKernel tile) => kernel[..5] switch
    {
        "Whole" => GpuProduct.Of<WholeTiles>(tile),
        "Ragge" => GpuProduct.Of<RaggedTiles>(tile),
        _ => GpuProduct.Of<TurnedTiles>(tile),
    };
}
