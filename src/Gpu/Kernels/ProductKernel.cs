using System.ComponentModel;
using ILGPU;
using SparseGen.Gpu;
using Utilities = ILGPU.Util.Utilities;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// Tiled products. A group of threads computes a tile: it brings both operands to shared memory, some steps of the sum at a time, each thread multiplies its part with the
/// accumulators in registers, and so on to the end of the sum. What is stored goes through shared memory again.
/// </summary>
/// <remarks>Not kernels themselves but all of their bodies: a kernel is a generated method that calls one of these with its shape, its epilogue and its tile.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ProductKernel
{
    /// <summary>
    /// Stores one tile of a product: along x the tiles of what the samples continue, or of each sample's rows where they continue nothing, along y those of the other axis, groups
    /// along z.
    /// </summary>
    public static void Run<TShape, TBias, TResidual, TEpilogue, TPart, TLeft, TRight>(ProductArguments arguments)
        where TShape : struct, IProductShape
        where TBias : struct, IOption
        where TResidual : struct, IOption
        where TEpilogue : struct, IGpuEpilogue
        where TPart : struct, ITilePart<TPart>
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight>
    {
        TPart.Declare();
        ArrayView<Float4> tiles = SharedMemory.Allocate<Float4>(TileGeometry<TPart, TLeft, TRight>.Quads);
        ArrayView<float> bias = arguments.Bias, residual = arguments.Residual;
        int batch = arguments.Batch, depth = TShape.Extents.Depth, group = Grid.IdxZ;
        TilePlace place = TilePlace.Of<TShape, TLeft, TRight>();
        TPart part = TileLoop<TPart, TLeft, TRight>.Run<LeftOf<TShape>, RightOf<TShape>>(
            new() { Left = arguments.Left, Right = arguments.Right, Batch = batch, Sample = place.Sample, Group = group, FirstRow = place.Row, FirstColumn = place.Column },
            0, depth, depth, tiles, TileOperands.NoLines, addsLines: false).Part;
        int column = place.Column + TileStage<TPart, TLeft, TRight>.Column;
        for (int stage = 0; stage < TileStage<TPart, TLeft, TRight>.Count; stage++)
        {
            ArrayView<float> cells = TileStage<TPart, TLeft, TRight>.Store(part, tiles);
            int cell = Group.IdxX;
            for (int staged = TileStage<TPart, TLeft, TRight>.FirstRow; staged < TileStage<TPart, TLeft, TRight>.StagedRows; staged += TileStage<TPart, TLeft, TRight>.RowStep)
            {
                int row = place.Row + TileStage<TPart, TLeft, TRight>.TileRow(stage, staged);
                bool isInside = (TShape.Extents.Rows % TLeft.Lines == 0 || row < ProductEdges.Rows<TShape>(batch))
                    && (TShape.Extents.Columns % TRight.Lines == 0 || column < ProductEdges.Columns<TShape>(batch));
                if (isInside)
                {
                    int at = OperandMap.At(TShape.Output, place.Sample, group, row, column);
                    float value = cells[cell];
                    if (TBias.IsPresent)
                    {
                        value += bias[OperandMap.At(TShape.Bias, 0, group, row, column)];
                    }

                    if (TResidual.IsPresent)
                    {
                        value += residual[at];
                    }

                    TEpilogue.Store(arguments, at, value);
                }

                cell += TileGeometry<TPart, TLeft, TRight>.Threads;
            }

            part = TileStage<TPart, TLeft, TRight>.Next(part);
        }
    }

    /// <summary>
    /// Stores one tile of a partial sum of a gradient: the tiles of rows along x, those of columns along y, partial sums and in them groups along z.
    /// </summary>
    public static void RunGradient<TShape, TPart, TLeft, TRight>(ProductArguments arguments)
        where TShape : struct, IGradientShape
        where TPart : struct, ITilePart<TPart>
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight>
    {
        TPart.Declare();
        ArrayView<Float4> tiles = SharedMemory.Allocate<Float4>(TileGeometry<TPart, TLeft, TRight>.Quads);
        int split = Divider.Divide(new Divider(TShape.Extents.Groups), Grid.IdxZ), group = Grid.IdxZ - (split * TShape.Extents.Groups);
        int firstRow = Grid.IdxX * TLeft.Lines, firstColumn = Grid.IdxY * TRight.Lines;
        int batch = arguments.Batch, first = split * arguments.Chunk;
        int last = IntrinsicMath.Min(first + arguments.Chunk, batch);
        ArrayView<float> output = arguments.Output;

        // The first tile along the other axis adds up the gradient of the bias: a thread a line, so that nobody waits for it.
        int lines = Utilities.Select(
            TShape.Gradient.BiasRows > 0, TileOperands.LeftLines, Utilities.Select(TShape.Gradient.BiasColumns > 0, TileOperands.RightLines, TileOperands.NoLines));
        bool addsLines = Utilities.Select(TShape.Gradient.BiasRows > 0, Grid.IdxY, Grid.IdxX) == 0;
        float bias = 0f;
        int column = firstColumn + TileStage<TPart, TLeft, TRight>.Column;

        // A partial sum is a sum of blocks; only what a thread stored before is added to, by itself.
        for (int block = first; block < last; block += BlockTerms.Gpu)
        {
            TileSum<TPart> sum = TileLoop<TPart, TLeft, TRight>.Run<LeftOf<TShape>, RightOf<TShape>>(
                new() { Left = arguments.Left, Right = arguments.Right, Batch = batch, Sample = 0, Group = group, FirstRow = firstRow, FirstColumn = firstColumn },
                block, IntrinsicMath.Min(block + BlockTerms.Gpu, last), last, tiles, lines, addsLines);
            bias += sum.Line;
            TPart part = sum.Part;
            for (int stage = 0; stage < TileStage<TPart, TLeft, TRight>.Count; stage++)
            {
                ArrayView<float> cells = TileStage<TPart, TLeft, TRight>.Store(part, tiles);
                int cell = Group.IdxX;
                for (int staged = TileStage<TPart, TLeft, TRight>.FirstRow; staged < TileStage<TPart, TLeft, TRight>.StagedRows; staged += TileStage<TPart, TLeft, TRight>.RowStep)
                {
                    int row = firstRow + TileStage<TPart, TLeft, TRight>.TileRow(stage, staged);
                    if ((TShape.Gradient.Rows % TLeft.Lines == 0 || row < TShape.Gradient.Rows)
                        && (TShape.Gradient.Columns % TRight.Lines == 0 || column < TShape.Gradient.Columns))
                    {
                        int at = (split * TShape.Gradient.Length) + OperandMap.At(TShape.Output, 0, group, row, column);
                        output[at] = block == first ? cells[cell] : output[at] + cells[cell];
                    }

                    cell += TileGeometry<TPart, TLeft, TRight>.Threads;
                }

                part = TileStage<TPart, TLeft, TRight>.Next(part);
            }
        }

        if (TShape.Gradient.BiasRows > 0)
        {
            StoreBias(arguments.Bias, bias, addsLines, firstRow, TLeft.Lines, TShape.Gradient.BiasRows, split);
        }

        if (TShape.Gradient.BiasColumns > 0)
        {
            StoreBias(arguments.Bias, bias, addsLines, firstColumn, TRight.Lines, TShape.Gradient.BiasColumns, split);
        }
    }

    /// <summary>Stores a thread's part of the gradient of a bias.</summary>
    private static void StoreBias(ArrayView<float> partials, float bias, bool adds, int first, int lines, int length, int split)
    {
        int line = first + Group.IdxX;
        if (adds && Group.IdxX < lines && line < length)
        {
            partials[(split * length) + line] = bias;
        }
    }
}
