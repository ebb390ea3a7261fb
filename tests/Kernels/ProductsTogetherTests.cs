using ILGPU;
using SparseGen.Kernels.Gpu;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>Products of one launch are what they are alone, bit by bit.</summary>
public sealed class ProductsTogetherTests
{
    private static readonly GpuProduct ProductAlone = GpuProduct.Of<RaggedTiles>(new TiledKernel([new(64, 64)], TensorTileKernels.Ragged64<TilePart8<TileRow8>>));

    private static readonly GpuGradient GradientAlone = GpuGradient.Of<GradientTiles>(new TiledKernel([new(64, 32)], TensorTileKernels.NarrowGradient64));

    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    /// <summary>The simulator has no groups of 256 threads.</summary>
    public static TheoryData<string> DevicesWithLargeGroups => [.. TestDevices.Gpus.Where(static device => device != "simulator")];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void AGradientComesAlongWithAProduct(string device)
    {
        GpuProductsTogether together = GpuProductsTogether.Of<RaggedTiles, GradientTiles>(
            new TiledKernel([new(64, 64), new(64, 32)], TensorTileKernels.RaggedAndNarrowGradient64<TilePart8<TileRow8>>));
        Check(device, gradients: 1, (frame, product, gradients) => together.Launch(frame, product, gradients[0]));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void TwoGradientsComeAlongWithAProduct(string device)
    {
        GpuProductsTogether together = GpuProductsTogether.Of<RaggedTiles, GradientTiles, GradientTiles>(
            new TiledKernel([new(64, 64), new(64, 32), new(64, 32)], TensorTileKernels.RaggedAndTwoGradients64<TilePart8<TileRow8>>));
        Check(device, gradients: 2, (frame, product, gradients) => together.Launch(frame, product, gradients[0], gradients[1]));
    }

    /// <summary>Two gradients of three partial sums each, and room for four of these: each has two then, and the sums are others in their last bits.</summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void GradientsShareScarceRoom(string device)
    {
        GpuProductsTogether together = GpuProductsTogether.Of<RaggedTiles, GradientTiles, GradientTiles>(
            new TiledKernel([new(64, 64), new(64, 32), new(64, 32)], TensorTileKernels.RaggedAndTwoGradients64<TilePart8<TileRow8>>));
        Check(device, gradients: 2, (frame, product, gradients) => together.Launch(frame, product, gradients[0], gradients[1]), room: 4 * ((40 * 72) + 72), tolerance: 1e-5f);
    }

    [SkippableTheory]
    [MemberData(nameof(DevicesWithLargeGroups))]
    public void LargeTilesComeAlongToo(string device)
    {
        GpuProductsTogether together = GpuProductsTogether.Of<RaggedTiles, GradientTiles>(
            new TiledKernel([new(128, 128), new(128, 128)], TensorTileKernels.RaggedAndGradient128<TilePart8<TileRow8>>));
        Check(device, gradients: 1, (frame, product, gradients) => together.Launch(frame, product, gradients[0]), tolerance: 1e-5f);
    }

    private static void Check(
        string device, int gradients, Action<SparseGen.Gpu.GpuFrame, ProductArguments, GradientArguments[]> launch, int? room = null, float tolerance = 0)
    {
        int samples = device == "simulator" ? 5 : 45;
        float[][] alone = Run(device, samples, null, gradients, static (frame, product, sums) =>
        {
            ProductAlone.Launch(frame, product);
            Array.ForEach(sums, one => GradientAlone.Launch(frame, one));
        });
        float[][] together = Run(device, samples, room, gradients, launch);
        Assert.Equal(alone.Length, together.Length);
        for (int i = 0; i < alone.Length; i++)
        {
            Assert.All(alone[i], static value => Assert.True(float.IsFinite(value)));
            if (tolerance == 0)
            {
                Assert.Equal(alone[i], together[i]);
            }
            else
            {
                // Sums of some hundred numbers below 1 in another order: each addition rounds a number of their size.
                Assert.All(alone[i].Zip(together[i]), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0f, tolerance * (1 + Math.Abs(pair.First))));
            }
        }
    }

    /// <summary>The product's output, and of each gradient that of the weight and that of the bias.</summary>
    private static float[][] Run(
        string device, int samples, int? room, int gradients, Action<SparseGen.Gpu.GpuFrame, ProductArguments, GradientArguments[]> launch)
    {
        using GpuKernelRun run = room is int floats ? new(device, samples, floats) : new(device, samples);
        (int rows, int depth, int columns) = (RaggedTiles.Extents.Rows, RaggedTiles.Extents.Depth, RaggedTiles.Extents.Columns);
        (int m, int terms, int n) = (GradientTiles.Extents.Rows, samples * GradientTiles.Extents.Depth, GradientTiles.Extents.Columns);
        var product = new ProductArguments(run.Frame.Gradients)
        {
            Left = run.Upload(ValueRecipe.Values("samples", samples * rows * depth)),
            Right = run.Upload(ValueRecipe.Values("weight", depth * columns)),
            Bias = run.Upload(ValueRecipe.Values("bias", columns)),
            Residual = run.Upload(ValueRecipe.Values("residual", samples * rows * columns)),
            Output = run.Unwritten(samples * rows * columns),
        };
        GradientArguments[] sums =
        [
            .. Enumerable.Range(0, gradients).Select(i => new GradientArguments(run.Frame.Gradients)
            {
                Left = run.Upload(ValueRecipe.Values($"left{i}", terms * m)),
                Right = run.Upload(ValueRecipe.Values($"right{i}", terms * n)),
                Output = run.Gradient(ValueRecipe.Values($"before{i}", m * n)),
                Bias = run.Gradient(ValueRecipe.Values($"bias_before{i}", n)),
            }),
        ];
        run.Launch(frame => launch(frame, product, sums));
        ArrayView<float>[] results = [product.Output, .. sums.SelectMany(one => new[] { one.Output.SubView(0, m * n), one.Bias.SubView(0, n) })];
        return [.. results.Select(run.Download)];
    }
}
