using System.ComponentModel;
using Utilities = ILGPU.Util.Utilities;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// From an index to a distance in memory, in floats: the index is read as a number of mixed radix, and each digit steps by a stride of its own. Plain strides, samples and rows
/// as one axis, panels of columns: all are such maps.
/// </summary>
/// <remarks>
/// In the shape of a product it is a constant, and ILGPU leaves of it what that shape needs. As an argument of a kernel it is a few numbers, for which its type is public.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AxisMap
{
    private readonly int _extent;
    private readonly int _stride;
    private readonly int _outerExtent;
    private readonly int _outerStride;
    private readonly int _lastStride;
    private readonly Divider _digit;
    private readonly Divider _outerDigit;

    /// <summary>A plain stride.</summary>
    /// <param name="stride">From index to index.</param>
    public AxisMap(int stride)
        : this(0, stride, 0, 0, 0)
    {
    }

    /// <summary>Two digits.</summary>
    /// <param name="extent">Extent of the fast digit.</param>
    /// <param name="stride">Stride of the fast digit.</param>
    /// <param name="outerStride">Stride of what is left of the index.</param>
    public AxisMap(int extent, int stride, int outerStride)
        : this(extent, stride, 0, outerStride, 0)
    {
    }

    /// <summary>Three digits.</summary>
    /// <param name="extent">Extent of the fast digit; 0 where there is no other.</param>
    /// <param name="stride">Stride of the fast digit.</param>
    /// <param name="outerExtent">Extent of the next digit; 0 where it is the last.</param>
    /// <param name="outerStride">Stride of the next digit.</param>
    /// <param name="lastStride">Stride of what is left of the index.</param>
    public AxisMap(int extent, int stride, int outerExtent, int outerStride, int lastStride)
    {
        _extent = extent;
        _stride = stride;
        _outerExtent = outerExtent;
        _outerStride = outerStride;
        _lastStride = lastStride;
        _digit = new Divider(extent);
        _outerDigit = new Divider(outerExtent);
    }

    /// <summary>The rows of all samples as one axis. Most of them are a plain stride, because the samples go on where the rows end.</summary>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="stride">From row to row.</param>
    /// <param name="size">From sample to sample.</param>
    internal static AxisMap OfSamples(int rows, int stride, int size) =>
        rows == 1 ? new(size) : (long)rows * stride == size ? new(stride) : new(rows, stride, size);

    /// <summary>The distance of an index.</summary>
    /// <param name="axis">The map.</param>
    /// <param name="index">The index.</param>
    public static int At(AxisMap axis, int index)
    {
        // The extents are the same for all threads, mostly constants.
        if (axis._extent == 0)
        {
            return index * axis._stride;
        }

        int outer = Divider.Divide(axis._digit, index), inner = (index - (outer * axis._extent)) * axis._stride;
        if (axis._outerExtent == 0)
        {
            return inner + (outer * axis._outerStride);
        }

        int last = Divider.Divide(axis._outerDigit, outer);
        return inner + ((outer - (last * axis._outerExtent)) * axis._outerStride) + (last * axis._lastStride);
    }

    /// <summary>What is carried from step to step to know how far the next one is: the fast digit where there are two, else the distance of the index.</summary>
    /// <param name="axis">The map.</param>
    /// <param name="index">The index.</param>
    /// <param name="indexes">How many further on each step is.</param>
    internal static int Mark(AxisMap axis, int index, int indexes) =>
        CarriesOnce(axis, indexes) ? index - (Divider.Divide(axis._digit, index) * axis._extent) : At(axis, index);

    /// <summary>The distance from an index to one further on.</summary>
    /// <param name="axis">The map.</param>
    /// <param name="mark">Of the index.</param>
    /// <param name="index">The index.</param>
    /// <param name="indexes">How many further on.</param>
    internal static int Advance(AxisMap axis, int mark, int index, int indexes)
    {
        if (axis._extent == 0)
        {
            return indexes * axis._stride;
        }

        if (CarriesOnce(axis, indexes))
        {
            // No division: the fast digit carries or it does not.
            return (indexes * axis._stride) + Utilities.Select(mark + indexes >= axis._extent, axis._outerStride - (axis._extent * axis._stride), 0);
        }

        return At(axis, index + indexes) - mark;
    }

    /// <summary>The mark of the index further on.</summary>
    /// <param name="axis">The map.</param>
    /// <param name="mark">Of the index.</param>
    /// <param name="distance">How far it is from there to the one further on.</param>
    /// <param name="indexes">How many further on.</param>
    internal static int MarkOf(AxisMap axis, int mark, int distance, int indexes) =>
        CarriesOnce(axis, indexes) ? mark + indexes - Utilities.Select(mark + indexes >= axis._extent, axis._extent, 0) : mark + distance;

    /// <summary>Whether the map has two digits, the fast one of which carries once at most in so many steps.</summary>
    private static bool CarriesOnce(AxisMap axis, int indexes) => axis._outerExtent == 0 && axis._extent >= indexes;

    /// <summary>The distance of so many indexes that do not carry.</summary>
    internal static int Step(AxisMap axis, int indexes) => indexes * axis._stride;

    /// <summary>The distance of so many indexes that do not carry, or are all of the first digit.</summary>
    internal static int Half(AxisMap axis, int indexes) => axis._extent == indexes ? axis._outerStride : indexes * axis._stride;
}
