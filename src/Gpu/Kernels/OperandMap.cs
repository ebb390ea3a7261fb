using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

/// <summary>Where the numbers of an operand of a product lie.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct OperandMap
{
    private readonly AxisMap _rows;
    private readonly AxisMap _columns;
    private readonly int _group;
    private readonly int _sample;
    private readonly int _start;

    /// <summary>The map.</summary>
    /// <param name="rows">Along its rows.</param>
    /// <param name="columns">Along its columns.</param>
    /// <param name="group">From group to group.</param>
    /// <param name="sample">From sample to sample, where each has a product of its own.</param>
    /// <param name="start">Before the first number, where an axis goes backwards.</param>
    public OperandMap(AxisMap rows, AxisMap columns, int group = 0, int sample = 0, int start = 0)
    {
        _rows = rows;
        _columns = columns;
        _group = group;
        _sample = sample;
        _start = start;
    }

    /// <summary>The distance of a number from the operand's start, in floats.</summary>
    internal static int At(OperandMap map, int sample, int group, int row, int column) =>
        Start(map, sample, group) + AxisMap.At(map._rows, row) + AxisMap.At(map._columns, column);

    /// <summary>Where a group of a sample starts.</summary>
    internal static int Start(OperandMap map, int sample, int group) => map._start + (sample * map._sample) + (group * map._group);

    /// <summary>The map of its rows.</summary>
    internal static AxisMap Rows(OperandMap map) => map._rows;

    /// <summary>The map of its columns.</summary>
    internal static AxisMap Columns(OperandMap map) => map._columns;
}
