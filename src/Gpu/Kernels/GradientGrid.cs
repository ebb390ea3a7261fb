using ILGPU;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>How many tiles the gradient of a weight takes, and into how many partial sums it is split.</summary>
/// <param name="Extents">Extents of a sample.</param>
/// <param name="Gradient">What is stored of it.</param>
internal readonly record struct GradientGrid(ProductExtents Extents, GradientExtents Gradient)
{
    private int Bias => Gradient.BiasRows + Gradient.BiasColumns;

    /// <summary>Floats of a partial sum, that of the bias included.</summary>
    internal int Length => Gradient.Length + Bias;

    /// <summary>Tells the kernel of the batch.</summary>
    /// <param name="arguments">The operands.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="frame">Where the pass runs.</param>
    /// <param name="length">Floats by which room for partial sums is shared out: <see cref="Length"/>, or those of all gradients of a launch.</param>
    /// <returns>How many groups of threads it needs.</returns>
    internal long Arrange(ref GradientArguments arguments, TileSize tile, GpuFrame frame, int length)
    {
        arguments.Batch = frame.Count * Extents.Depth;
        arguments.Splits = Split(frame, tile, length, out arguments.Chunk);
        return arguments.Splits * CountGroups(tile);
    }

    /// <summary>Has the kernel store partial sums where there is room.</summary>
    /// <param name="arguments">The operands, of which the gradients are taken out.</param>
    /// <param name="room">Room from the first partial sum on.</param>
    internal void Place(ref GradientArguments arguments, ArrayView<float> room)
    {
        arguments.Output = room;
        arguments.Bias = room.SubView(Bias > 0 ? arguments.Splits * Gradient.Length : 0);
    }

    /// <summary>Has the partial sums added to the gradients at the end of the pass.</summary>
    /// <param name="asked">The operands with the gradients.</param>
    /// <param name="placed">The operands with the partial sums.</param>
    /// <param name="frame">Where the pass runs.</param>
    internal void Add(GradientArguments asked, GradientArguments placed, GpuFrame frame)
    {
        frame.AddPartials(placed.Output, asked.Output, Gradient.Length, placed.Splits, Gradient.Length);
        if (Bias > 0)
        {
            frame.AddPartials(placed.Bias, asked.Bias, Bias, placed.Splits, Bias);
        }
    }

    /// <summary>What all partial sums take of a device.</summary>
    internal TileWork Work(TileSize tile, GpuFrame frame)
    {
        int splits = Split(frame, tile, Length, out int chunk);
        return new(tile, splits * CountGroups(tile), chunk);
    }

    /// <summary>Groups of threads that compute a partial sum.</summary>
    private long CountGroups(TileSize tile) => Extents.Groups * tile.Tiles(Gradient.Rows, Gradient.Columns);

    /// <summary>The groups are counted as those of 64 threads, or what comes to as many threads.</summary>
    private int Split(GpuFrame frame, TileSize tile, int length, out int chunk) =>
        frame.Split(frame.Count * Extents.Depth, (int)(CountGroups(tile) * tile.Threads / GpuDevice.GroupSize), length, out chunk);
}
