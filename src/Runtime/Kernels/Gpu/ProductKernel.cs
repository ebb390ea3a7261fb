using System.ComponentModel;
using ILGPU;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// Tiled products. A group of 64 threads computes a tile: it copies 16 steps of both operands to shared memory, each thread multiplies its part with the accumulators in
/// registers, and so on to the end of the sum. The accumulators then go to shared memory too, so that one copy of the epilogue serves all of them and neighbouring threads
/// store neighbouring numbers.
/// </summary>
/// <remarks>Not kernels themselves but all of their bodies: a kernel is a generated method that calls one of these with its product and its tile.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ProductKernel
{
    /// <summary>Steps of the sum that lie in shared memory at a time.</summary>
    private const int Depth = 16;

    /// <summary>Threads that stand side by side along a row of a tile, and rows of threads.</summary>
    private const int Side = 8;

    /// <summary>Stores the sums of one tile: the tiles of rows along x, those of columns along y, groups along z.</summary>
    public static void Run<TProduct, TPart, TLeft, TRight>(ProductArguments arguments)
        where TProduct : struct, IProduct
        where TPart : struct, ITilePart<TPart>
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight> =>
        RunTile<TProduct, TPart, TLeft, TRight>(arguments, 0, Grid.IdxX, Grid.IdxY);

    /// <summary>The same with the tiles of columns along x: only x has room for any number of groups, and here the batch continues the columns.</summary>
    public static void RunColumns<TProduct, TPart, TLeft, TRight>(ProductArguments arguments)
        where TProduct : struct, IProduct
        where TPart : struct, ITilePart<TPart>
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight> =>
        RunTile<TProduct, TPart, TLeft, TRight>(arguments, 0, Grid.IdxY, Grid.IdxX);

    /// <summary>The same with a product for each sample: samples, and in them tiles of rows, along x.</summary>
    /// <param name="arguments">Arguments of the kernel.</param>
    /// <param name="rowTiles">Tiles of rows in a sample.</param>
    public static void RunSamples<TProduct, TPart, TLeft, TRight>(ProductArguments arguments, int rowTiles)
        where TProduct : struct, IProduct
        where TPart : struct, ITilePart<TPart>
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight> =>
        RunTile<TProduct, TPart, TLeft, TRight>(arguments, Grid.IdxX / rowTiles, Grid.IdxX % rowTiles, Grid.IdxY);

    /// <summary>
    /// Stores one tile of a partial sum of a gradient: the tiles of rows along x, those of columns along y, partial sums and in them groups along z.
    /// </summary>
    public static void RunGradient<TProduct, TPart, TLeft, TRight>(ProductArguments arguments)
        where TProduct : struct, IGradientProduct
        where TPart : struct, ITilePart<TPart>
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight>
    {
        ArrayView<Quad> left = SharedMemory.Allocate<Quad>(Depth * (TLeft.Lines + 4) / 4);
        ArrayView<Quad> right = SharedMemory.Allocate<Quad>(Depth * (TRight.Lines + 4) / 4);
        ArrayView<Quad> result = SharedMemory.Allocate<Quad>(TLeft.Lines * TRight.Lines / 4);
        int split = Grid.IdxZ / TProduct.Groups, group = Grid.IdxZ % TProduct.Groups;
        int firstRow = Grid.IdxX * TLeft.Lines, firstColumn = Grid.IdxY * TRight.Lines;
        int first = split * arguments.Chunk;
        int last = IntrinsicMath.Min(first + arguments.Chunk, arguments.Batch);

        // A partial sum is a sum of blocks; only what a thread stored before is added to, by itself.
        for (int block = first; block < last; block += BlockTerms.Gpu)
        {
            int end = IntrinsicMath.Min(block + BlockTerms.Gpu, last);
            TPart sum = Sum<LeftOfGradient<TProduct>, RightOfGradient<TProduct>, TPart, TLeft, TRight>(
                arguments, 0, group, firstRow, firstColumn, block, end, last, left, right);
            ArrayView<float> cells = Stage<TPart, TRight>(sum, result);
            for (int cell = Group.IdxX; cell < TLeft.Lines * TRight.Lines; cell += GpuDevice.GroupSize)
            {
                int place = TProduct.Place(group, firstRow + (cell / TRight.Lines), firstColumn + (cell % TRight.Lines));
                if (place >= 0)
                {
                    int at = (split * TProduct.Length) + place;
                    arguments.Output[at] = block == first ? cells[cell] : arguments.Output[at] + cells[cell];
                }
            }

            Group.Barrier();
        }
    }

    private static void RunTile<TProduct, TPart, TLeft, TRight>(ProductArguments arguments, int sample, int rowTile, int columnTile)
        where TProduct : struct, IProduct
        where TPart : struct, ITilePart<TPart>
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight>
    {
        ArrayView<Quad> left = SharedMemory.Allocate<Quad>(Depth * (TLeft.Lines + 4) / 4);
        ArrayView<Quad> right = SharedMemory.Allocate<Quad>(Depth * (TRight.Lines + 4) / 4);
        ArrayView<Quad> result = SharedMemory.Allocate<Quad>(TLeft.Lines * TRight.Lines / 4);
        int group = Grid.IdxZ;
        int firstRow = rowTile * TLeft.Lines, firstColumn = columnTile * TRight.Lines;
        int depth = TProduct.Depth;
        TPart sum = Sum<LeftOf<TProduct>, RightOf<TProduct>, TPart, TLeft, TRight>(
            arguments, sample, group, firstRow, firstColumn, 0, depth, depth, left, right);
        ArrayView<float> cells = Stage<TPart, TRight>(sum, result);
        for (int cell = Group.IdxX; cell < TLeft.Lines * TRight.Lines; cell += GpuDevice.GroupSize)
        {
            TProduct.Store(arguments, sample, group, firstRow + (cell / TRight.Lines), firstColumn + (cell % TRight.Lines), cells[cell]);
        }
    }

    /// <summary>A thread's part of the sum over some steps.</summary>
    private static TPart Sum<TLeftOperand, TRightOperand, TPart, TLeft, TRight>(
        ProductArguments arguments, int sample, int group, int firstRow, int firstColumn, int first, int end, int limit, ArrayView<Quad> left, ArrayView<Quad> right)
        where TLeftOperand : struct, IOperand
        where TRightOperand : struct, IOperand
        where TPart : struct, ITilePart<TPart>
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight>
    {
        int leftPitch = (TLeft.Lines + 4) / 4, rightPitch = (TRight.Lines + 4) / 4;
        int leftQuad = Group.IdxX / Side * (TPart.Rows / 4), rightQuad = Group.IdxX % Side * TPart.RowQuads;
        TPart sum = default;
        for (int step = first; step < end; step += Depth)
        {
            TLeft leftShare = TLeft.Load<TLeftOperand>(arguments, sample, group, firstRow + TLeft.Line(Group.IdxX), step + TLeft.Depth(Group.IdxX), limit);
            TRight rightShare = TRight.Load<TRightOperand>(arguments, sample, group, firstColumn + TRight.Line(Group.IdxX), step + TRight.Depth(Group.IdxX), limit);
            TLeft.Store(leftShare, left.Cast<float>(), Group.IdxX);
            TRight.Store(rightShare, right.Cast<float>(), Group.IdxX);
            Group.Barrier();

            // ILGPU unrolls no loops; two steps at a time are enough to hide the loop.
            for (int k = 0; k < Depth; k += 2)
            {
                sum = TPart.Step(sum, left, (k * leftPitch) + leftQuad, right, (k * rightPitch) + rightQuad);
                sum = TPart.Step(sum, left, ((k + 1) * leftPitch) + leftQuad, right, ((k + 1) * rightPitch) + rightQuad);
            }

            Group.Barrier();
        }

        return sum;
    }

    /// <summary>Brings the parts of all threads together.</summary>
    private static ArrayView<float> Stage<TPart, TRight>(TPart sum, ArrayView<Quad> result)
        where TPart : struct, ITilePart<TPart>
        where TRight : struct, ITileShare<TRight>
    {
        int pitch = TRight.Lines / 4;
        TPart.Store(sum, result, (Group.IdxX / Side * TPart.Rows * pitch) + (Group.IdxX % Side * TPart.RowQuads), pitch);
        Group.Barrier();
        return result.Cast<float>();
    }
}
