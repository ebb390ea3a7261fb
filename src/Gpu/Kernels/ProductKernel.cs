using System.ComponentModel;
using ILGPU;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// Tiled products. A group of 64 threads computes a tile: it copies 16 steps of both operands to shared memory, each thread multiplies its part with the accumulators in
/// registers, and so on to the end of the sum. The accumulators then go to shared memory too, so that one copy of the epilogue serves all of them and neighbouring threads
/// store neighbouring numbers.
/// </summary>
/// <remarks>Not kernels themselves but all of their bodies: a kernel is a generated method that calls one of these with its shape, its epilogue and its tile.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ProductKernel
{
    /// <summary>Threads that stand side by side along a row of a tile, and rows of threads.</summary>
    private const int Side = 8;

    /// <summary>Of which operand the lines are added up besides, for the gradient of a bias.</summary>
    private const int NoSum = 0, SumOfRows = 1, SumOfColumns = 2;

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
        ArrayView<Float4> left = SharedMemory.Allocate<Float4>(ProductEdges.Depth * (TLeft.Lines + 4) / 4);
        ArrayView<Float4> right = SharedMemory.Allocate<Float4>(ProductEdges.Depth * (TRight.Lines + 4) / 4);
        ArrayView<Float4> result = SharedMemory.Allocate<Float4>(TLeft.Lines * TRight.Lines / 4);
        int sample = 0, rowTile = Grid.IdxX, columnTile = Grid.IdxY, group = Grid.IdxZ;
        if (TShape.Extents.Batch == BatchAxis.Columns)
        {
            rowTile = Grid.IdxY;
            columnTile = Grid.IdxX;
        }
        else if (TShape.Extents.Batch == BatchAxis.Samples)
        {
            int rowTiles = (TShape.Extents.Rows + TLeft.Lines - 1) / TLeft.Lines;
            sample = Grid.IdxX / rowTiles;
            rowTile = Grid.IdxX % rowTiles;
        }

        int firstRow = rowTile * TLeft.Lines, firstColumn = columnTile * TRight.Lines;
        int depth = TShape.Extents.Depth, batch = arguments.Batch;
        TPart sum = Sum<LeftOf<TShape>, RightOf<TShape>, TPart, TLeft, TRight>(
            arguments.Left, arguments.Right, batch, sample, group, firstRow, firstColumn, 0, depth, depth, left, right, default, NoSum);
        ArrayView<float> bias = arguments.Bias, residual = arguments.Residual;
        ArrayView<float> cells = Stage<TPart, TRight>(sum, result);
        for (int cell = Group.IdxX; cell < TLeft.Lines * TRight.Lines; cell += GpuDevice.GroupSize)
        {
            int row = firstRow + (cell / TRight.Lines), column = firstColumn + (cell % TRight.Lines);
            bool isInside = (TShape.Extents.Rows % TLeft.Lines == 0 || row < ProductEdges.Rows<TShape>(batch))
                && (TShape.Extents.Columns % TRight.Lines == 0 || column < ProductEdges.Columns<TShape>(batch));
            if (isInside)
            {
                int at = OperandMap.At(TShape.Output, sample, group, row, column);
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
        ArrayView<Float4> left = SharedMemory.Allocate<Float4>(ProductEdges.Depth * (TLeft.Lines + 4) / 4);
        ArrayView<Float4> right = SharedMemory.Allocate<Float4>(ProductEdges.Depth * (TRight.Lines + 4) / 4);
        ArrayView<Float4> result = SharedMemory.Allocate<Float4>(TLeft.Lines * TRight.Lines / 4);
        ArrayView<float> lines = SharedMemory.Allocate<float>(GpuDevice.GroupSize);
        int split = Grid.IdxZ / TShape.Extents.Groups, group = Grid.IdxZ % TShape.Extents.Groups;
        int firstRow = Grid.IdxX * TLeft.Lines, firstColumn = Grid.IdxY * TRight.Lines;
        int batch = arguments.Batch, first = split * arguments.Chunk;
        int last = IntrinsicMath.Min(first + arguments.Chunk, batch);
        ArrayView<float> output = arguments.Output;

        // The first tile along the other axis adds up the gradient of the bias: a thread a line, so that nobody waits for it.
        int sums = TShape.Gradient.BiasRows > 0 && Grid.IdxY == 0 ? SumOfRows : TShape.Gradient.BiasColumns > 0 && Grid.IdxX == 0 ? SumOfColumns : NoSum;
        float bias = 0f;

        // A partial sum is a sum of blocks; only what a thread stored before is added to, by itself.
        for (int block = first; block < last; block += BlockTerms.Gpu)
        {
            int end = IntrinsicMath.Min(block + BlockTerms.Gpu, last);
            lines[Group.IdxX] = 0f;
            TPart sum = Sum<LeftOf<TShape>, RightOf<TShape>, TPart, TLeft, TRight>(
                arguments.Left, arguments.Right, batch, 0, group, firstRow, firstColumn, block, end, last, left, right, lines, sums);
            bias += lines[Group.IdxX];
            ArrayView<float> cells = Stage<TPart, TRight>(sum, result);
            for (int cell = Group.IdxX; cell < TLeft.Lines * TRight.Lines; cell += GpuDevice.GroupSize)
            {
                int row = firstRow + (cell / TRight.Lines), column = firstColumn + (cell % TRight.Lines);
                if ((TShape.Gradient.Rows % TLeft.Lines == 0 || row < TShape.Gradient.Rows) && (TShape.Gradient.Columns % TRight.Lines == 0 || column < TShape.Gradient.Columns))
                {
                    int at = (split * TShape.Gradient.Length) + OperandMap.At(TShape.Output, 0, group, row, column);
                    output[at] = block == first ? cells[cell] : output[at] + cells[cell];
                }
            }

            Group.Barrier();
        }

        if (TShape.Gradient.BiasRows > 0)
        {
            StoreBias(arguments.Bias, bias, sums, firstRow, TLeft.Lines, TShape.Gradient.BiasRows, split);
        }

        if (TShape.Gradient.BiasColumns > 0)
        {
            StoreBias(arguments.Bias, bias, sums, firstColumn, TRight.Lines, TShape.Gradient.BiasColumns, split);
        }
    }

    /// <summary>Stores a thread's part of the gradient of a bias.</summary>
    private static void StoreBias(ArrayView<float> partials, float bias, int sums, int first, int lines, int length, int split)
    {
        int line = first + Group.IdxX;
        if (sums != NoSum && Group.IdxX < lines && line < length)
        {
            partials[(split * length) + line] = bias;
        }
    }

    /// <summary>Adds a tile's numbers to those of its lines, of which each thread has one.</summary>
    private static void AddLines(ArrayView<float> tile, ArrayView<float> lines, int count)
    {
        if (Group.IdxX < count)
        {
            float sum = 0f;
            for (int at = Group.IdxX; at < ProductEdges.Depth * (count + 4); at += count + 4)
            {
                sum += tile[at];
            }

            lines[Group.IdxX] += sum;
        }
    }

    /// <summary>A thread's part of the sum over some steps.</summary>
    private static TPart Sum<TLeftOperand, TRightOperand, TPart, TLeft, TRight>(
        ArrayView<float> leftNumbers, ArrayView<float> rightNumbers, int batch, int sample, int group, int firstRow, int firstColumn, int first, int end, int limit,
        ArrayView<Float4> left, ArrayView<Float4> right, ArrayView<float> lines, int sums)
        where TLeftOperand : struct, IOperand
        where TRightOperand : struct, IOperand
        where TPart : struct, ITilePart<TPart>
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight>
    {
        int leftPitch = (TLeft.Lines + 4) / 4, rightPitch = (TRight.Lines + 4) / 4;
        int leftQuad = Group.IdxX / Side * (TPart.Rows / 4), rightQuad = Group.IdxX % Side * TPart.RowQuads;
        TPart sum = default;
        for (int step = first; step < end; step += ProductEdges.Depth)
        {
            TLeft leftShare = TLeft.Load<TLeftOperand>(leftNumbers, batch, sample, group, firstRow + TLeft.Line(Group.IdxX), step + TLeft.Depth(Group.IdxX), limit);
            TRight rightShare = TRight.Load<TRightOperand>(rightNumbers, batch, sample, group, firstColumn + TRight.Line(Group.IdxX), step + TRight.Depth(Group.IdxX), limit);
            TLeft.Store(leftShare, left.Cast<float>(), Group.IdxX);
            TRight.Store(rightShare, right.Cast<float>(), Group.IdxX);
            Group.Barrier();
            if (sums == SumOfRows)
            {
                AddLines(left.Cast<float>(), lines, TLeft.Lines);
            }
            else if (sums == SumOfColumns)
            {
                AddLines(right.Cast<float>(), lines, TRight.Lines);
            }

            // ILGPU unrolls no loops; two steps at a time are enough to hide the loop.
            for (int k = 0; k < ProductEdges.Depth; k += 2)
            {
                sum = TPart.Step(sum, left, (k * leftPitch) + leftQuad, right, (k * rightPitch) + rightQuad);
                sum = TPart.Step(sum, left, ((k + 1) * leftPitch) + leftQuad, right, ((k + 1) * rightPitch) + rightQuad);
            }

            Group.Barrier();
        }

        return sum;
    }

    /// <summary>Brings the parts of all threads together.</summary>
    private static ArrayView<float> Stage<TPart, TRight>(TPart sum, ArrayView<Float4> result)
        where TPart : struct, ITilePart<TPart>
        where TRight : struct, ITileShare<TRight>
    {
        int pitch = TRight.Lines / 4;
        TPart.Store(sum, result, (Group.IdxX / Side * TPart.Rows * pitch) + (Group.IdxX % Side * TPart.RowQuads), pitch);
        Group.Barrier();
        return result.Cast<float>();
    }
}
