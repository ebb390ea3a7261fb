using ILGPU;
using SparseGen.Kernels;
using SparseGen.Kernels.Gpu;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>Products by tiles of every size against plain loops: which one a model gets depends on its sizes and on the device.</summary>
[Trait("Category", "Gpu")]
public sealed class ProductTileTests
{
    /// <summary>Each tile with shares of its own for each shape; the large one has 256 threads, which the simulator has not.</summary>
    private static readonly Dictionary<string, Kernels> Tiles = new()
    {
        ["64 x 64"] = new(
            64, 64,
            ProductKernel.Run<WholeTiles, Present, Absent, PlainStore, TilePart8<TileRow8>,
                QuadShare2<QuadsAlongSum<Lines64>, ToLastLine<EvenLoads>>, QuadShare2<QuadsAlongLines<Lines64>, EvenLoads>>,
            ProductKernel.Run<RaggedTiles, Present, Present, PlainStore, TilePart8<TileRow8>,
                NumberShare8<AlongSum<Lines64>, ToEdge<EvenLoads>>, NumberShare8<AlongLines<Lines64>, ToEdge<EvenLoads>>>,
            ProductKernel.Run<TurnedTiles, Present, Absent, PlainStore, TilePart8<TileRow8>,
                QuadShare2<QuadsAlongSum<Lines64>, ToEdge<EvenLoads>>, QuadShare2<QuadsAlongLines<Lines64>, ToEdge<EvenLoads>>>,
            ProductKernel.Run<BackwardTiles, Present, Absent, PlainStore, TilePart8<TileRow8>,
                NumberShare8<AlongSum<Lines64>, ToEdge<EvenLoads>>, QuadShare2<QuadsAlongLines<Lines64>, ToEdge<ScatteredLoads>>>,
            ProductKernel.RunGradient<GradientTiles, TilePart8<TileRow8>,
                QuadShare2<QuadsAlongLines<Lines64>, ToEdge<EvenLoads>>, QuadShare2<QuadsAlongLines<Lines64>, ToEdge<EvenLoads>>>),
        ["64 x 32"] = new(
            64, 32,
            ProductKernel.Run<WholeTiles, Present, Absent, PlainStore, TilePart8<TileRow4>,
                QuadShare2<QuadsAlongSum<Lines64>, ToLastLine<EvenLoads>>, QuadShare1<QuadsAlongLines<Lines32>, EvenLoads>>,
            ProductKernel.Run<RaggedTiles, Present, Present, PlainStore, TilePart8<TileRow4>,
                NumberShare8<AlongSum<Lines64>, ToEdge<EvenLoads>>, NumberShare4<AlongLines<Lines32>, ToEdge<EvenLoads>>>,
            ProductKernel.Run<TurnedTiles, Present, Absent, PlainStore, TilePart8<TileRow4>,
                QuadShare2<QuadsAlongSum<Lines64>, ToEdge<EvenLoads>>, QuadShare1<QuadsAlongLines<Lines32>, ToEdge<EvenLoads>>>,
            ProductKernel.Run<BackwardTiles, Present, Absent, PlainStore, TilePart8<TileRow4>,
                NumberShare8<AlongSum<Lines64>, ToEdge<EvenLoads>>, QuadShare1<QuadsAlongLines<Lines32>, ToEdge<ScatteredLoads>>>,
            ProductKernel.RunGradient<GradientTiles, TilePart8<TileRow4>,
                QuadShare2<QuadsAlongLines<Lines64>, ToEdge<EvenLoads>>, QuadShare1<QuadsAlongLines<Lines32>, ToEdge<EvenLoads>>>),
        ["32 x 64"] = new(
            32, 64,
            ProductKernel.Run<WholeTiles, Present, Absent, PlainStore, TilePart4<TileRow8>,
                QuadShare1<QuadsAlongSum<Lines32>, ToLastLine<EvenLoads>>, QuadShare2<QuadsAlongLines<Lines64>, EvenLoads>>,
            ProductKernel.Run<RaggedTiles, Present, Present, PlainStore, TilePart4<TileRow8>,
                NumberShare4<AlongSum<Lines32>, ToEdge<ScatteredLoads>>, NumberShare8<AlongLines<Lines64>, ToEdge<ScatteredLoads>>>,
            ProductKernel.Run<TurnedTiles, Present, Absent, PlainStore, TilePart4<TileRow8>,
                QuadShare1<QuadsAlongSum<Lines32>, ToEdge<ScatteredLoads>>, QuadShare2<QuadsAlongLines<Lines64>, ToEdge<ScatteredLoads>>>,
            ProductKernel.Run<BackwardTiles, Present, Absent, PlainStore, TilePart4<TileRow8>,
                NumberShare4<AlongSum<Lines32>, ToEdge<EvenLoads>>, QuadShare2<QuadsAlongLines<Lines64>, ToEdge<ScatteredLoads>>>,
            ProductKernel.RunGradient<GradientTiles, TilePart4<TileRow8>,
                QuadShare1<QuadsAlongLines<Lines32>, ToEdge<EvenLoads>>, QuadShare2<QuadsAlongLines<Lines64>, ToEdge<EvenLoads>>>),
        ["128 x 128"] = new(
            128, 128,
            ProductKernel.Run<WholeTiles, Present, Absent, PlainStore, TilePart8<TileRow8>,
                QuadShare1<QuadsAlongSum<Lines128>, ToLastLine<EvenLoads>>, QuadShare1<QuadsAlongLines<Lines128>, EvenLoads>>,
            ProductKernel.Run<RaggedTiles, Present, Present, PlainStore, TilePart8<TileRow8>,
                NumberShare4<AlongSum<Lines128>, ToEdge<EvenLoads>>, NumberShare4<AlongLines<Lines128>, ToEdge<EvenLoads>>>,
            ProductKernel.Run<TurnedTiles, Present, Absent, PlainStore, TilePart8<TileRow8>,
                QuadShare1<QuadsAlongSum<Lines128>, ToEdge<EvenLoads>>, QuadShare1<QuadsAlongLines<Lines128>, ToEdge<EvenLoads>>>,
            ProductKernel.Run<BackwardTiles, Present, Absent, PlainStore, TilePart8<TileRow8>,
                NumberShare4<AlongSum<Lines128>, ToEdge<EvenLoads>>, QuadShare1<QuadsAlongLines<Lines128>, ToEdge<ScatteredLoads>>>,
            ProductKernel.RunGradient<GradientTiles, TilePart8<TileRow8>,
                QuadShare1<QuadsAlongLines<Lines128>, ToEdge<EvenLoads>>, QuadShare1<QuadsAlongLines<Lines128>, ToEdge<EvenLoads>>>),
    };

    private sealed record Kernels(
        int Rows, int Columns, Action<ProductArguments> Whole, Action<ProductArguments> Ragged, Action<ProductArguments> Turned, Action<ProductArguments> Backward,
        Action<GradientArguments> Gradient);

    public static TheoryData<string, string> DevicesAndTiles
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string device in TestDevices.Gpus)
            {
                foreach ((string tile, Kernels one) in Tiles)
                {
                    if (device != "simulator" || one.Rows < 128)
                    {
                        data.Add(device, tile);
                    }
                }
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(DevicesAndTiles))]
    public void ProductsAgreeWithPlainLoops(string device, string tile)
    {
        // Several bands of large tiles, some tiles beside them, and a last one that is not whole.
        int samples = device == "simulator" ? 3 : 39;
        var (rows, columns, whole, ragged, turned, backward, _) = Tiles[tile];
        Check<WholeTiles>(device, samples, GpuProduct.Of<WholeTiles>(new TiledKernel([new(rows, columns)], whole)), static (k, column) => (k * 128) + column);
        Check<RaggedTiles>(device, samples, GpuProduct.Of<RaggedTiles>(new TiledKernel([new(rows, columns)], ragged)), static (k, column) => (k * 37) + column, hasResidual: true);
        Check<TurnedTiles>(
            device, samples, GpuProduct.Of<TurnedTiles>(new TiledKernel([new(rows, columns)], turned)), static (k, row) => (row * 32) + (k / 32 * 32 * 20) + (k % 32));
        Check<BackwardTiles>(
            device, samples, GpuProduct.Of<BackwardTiles>(new TiledKernel([new(rows, columns)], backward)), static (k, column) => (((k / 9 * 9) + 8 - (k % 9)) * 40) + column);
    }

    [SkippableTheory]
    [MemberData(nameof(DevicesAndTiles))]
    public void GradientsAgreeWithPlainLoops(string device, string tile)
    {
        // On a GPU more terms than a block has, and more than one partial sum.
        int samples = device == "simulator" ? 5 : 150;
        var (rows, columns, _, _, _, _, kernel) = Tiles[tile];
        GpuGradient product = GpuGradient.Of<GradientTiles>(new TiledKernel([new(rows, columns)], kernel));
        (int m, int n, int terms) = (GradientTiles.Extents.Rows, GradientTiles.Extents.Columns, samples * GradientTiles.Extents.Depth);
        float[] left = ValueRecipe.Values("left", terms * m), right = ValueRecipe.Values("right", terms * n);
        float[] before = ValueRecipe.Values("before", m * n), biasBefore = ValueRecipe.Values("bias_before", n);
        using var run = new GpuKernelRun(device, samples);
        ArrayView<float> gradient = run.Gradient(before), bias = run.Gradient(biasBefore);
        ArrayView<float> leftView = run.Upload(left), rightView = run.Upload(right);
        run.Launch(frame => product.Launch(frame, new(frame.Gradients) { Left = leftView, Right = rightView, Output = gradient, Bias = bias }));
        double[] expected = [.. before], expectedBias = [.. biasBefore];
        for (int k = 0; k < terms; k++)
        {
            for (int column = 0; column < n; column++)
            {
                double value = right[(k * n) + column];
                expectedBias[column] += value;
                for (int row = 0; row < m; row++)
                {
                    expected[(row * n) + column] += left[(k * m) + row] * value;
                }
            }
        }

        run.Expect(expected, gradient, "gradient");
        run.Expect(expectedBias, bias, "gradient of the bias");
    }

    /// <summary>With a weight of which <paramref name="weightAt"/> finds the number of a step of the sum and an output.</summary>
    private static void Check<TShape>(string device, int samples, GpuProduct product, Func<int, int, int> weightAt, bool hasResidual = false)
        where TShape : struct, IProductShape
    {
        (int rows, int depth, int columns, bool isTurned) = (TShape.Extents.Rows, TShape.Extents.Depth, TShape.Extents.Columns, TShape.Extents.Batch == BatchAxis.Columns);
        float[] samplesOperand = ValueRecipe.Values("samples", samples * (isTurned ? depth * columns : rows * depth));
        float[] weight = ValueRecipe.Values("weight", isTurned ? 2 * 32 * rows : depth * columns);
        float[] bias = ValueRecipe.Values("bias", isTurned ? rows : columns), residual = ValueRecipe.Values("residual", samples * rows * columns);
        using var run = new GpuKernelRun(device, samples);
        ArrayView<float> left = run.Upload(isTurned ? weight : samplesOperand), right = run.Upload(isTurned ? samplesOperand : weight);
        ArrayView<float> output = run.Unwritten(samples * rows * columns), biasView = run.Upload(bias), residualView = run.Upload(residual);
        run.Launch(frame => product.Launch(frame, new(frame.Gradients) { Left = left, Right = right, Bias = biasView, Residual = residualView, Output = output }));
        double[] expected = new double[samples * rows * columns];
        for (int i = 0; i < expected.Length; i++)
        {
            (int sample, int row, int column) = (i / (rows * columns), i / columns % rows, i % columns);
            double sum = bias[isTurned ? row : column] + (hasResidual ? residual[i] : 0);
            for (int k = 0; k < depth; k++)
            {
                double weightOf = weight[weightAt(k, isTurned ? row : column)];
                double value = isTurned ? samplesOperand[(sample * depth * columns) + (k * columns) + column] : samplesOperand[(((sample * rows) + row) * depth) + k];
                sum += weightOf * value;
            }

            expected[i] = sum;
        }

        run.Expect(expected, output, typeof(TShape).Name);
    }
}
