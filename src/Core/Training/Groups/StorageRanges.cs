namespace SparseGen;

/// <summary>Ranges of the storage of a <see cref="ParameterVector"/>, in whole lines; neighbours are one range.</summary>
internal sealed class StorageRanges
{
    private readonly int[] _starts;
    private readonly int[] _lengths;

    // How many floats come before each range, all ranges laid end to end; one more entry than there are ranges.
    private readonly int[] _before;

    private StorageRanges(List<(int Start, int Length)> ranges)
    {
        _starts = [.. ranges.ConvertAll(static range => range.Start)];
        _lengths = [.. ranges.ConvertAll(static range => range.Length)];
        _before = new int[ranges.Count + 1];
        for (int i = 0; i < ranges.Count; i++)
        {
            _before[i + 1] = _before[i] + _lengths[i];
        }
    }

    /// <summary>How many ranges there are.</summary>
    public int Count => _starts.Length;

    /// <summary>Floats of all ranges, a multiple of a line.</summary>
    public int TotalLength => _before[^1];

    /// <summary>Where some tensors lie.</summary>
    /// <exception cref="ArgumentException">A tensor does not start on a line.</exception>
    public static StorageRanges Of(IEnumerable<TensorLayout> tensors)
    {
        var ranges = new List<(int Start, int Length)>();
        foreach (TensorLayout tensor in tensors.OrderBy(static tensor => tensor.Offset))
        {
            if (tensor.Offset % ParameterPart.Line != 0)
            {
                throw new ArgumentException(
                    $"Tensor \"{tensor.Name}\" starts at float {tensor.Offset} of the storage; groups need a layout whose tensors start at multiples of {ParameterPart.Line}.",
                    nameof(tensors));
            }

            int length = Execution.RangeWork.RoundUp(tensor.StorageLength);
            if (ranges.Count > 0 && ranges[^1].Start + ranges[^1].Length == tensor.Offset)
            {
                ranges[^1] = (ranges[^1].Start, ranges[^1].Length + length);
            }
            else
            {
                ranges.Add((tensor.Offset, length));
            }
        }

        return new StorageRanges(ranges);
    }

    /// <summary>Where a range starts, and how long it is.</summary>
    public (int Start, int Length) this[int range] => (_starts[range], _lengths[range]);

    /// <summary>The range that a float lies in, where all ranges are laid end to end.</summary>
    /// <param name="position">Less than <see cref="TotalLength"/>.</param>
    /// <param name="offset">How far into the range it lies.</param>
    public int Find(int position, out int offset)
    {
        int found = Array.BinarySearch(_before, position);
        int range = found >= 0 ? found : ~found - 1;
        offset = position - _before[range];
        return range;
    }

    /// <summary>The number of every line.</summary>
    public int[] ToLines()
    {
        int[] lines = new int[TotalLength / ParameterPart.Line];
        int next = 0;
        for (int range = 0; range < Count; range++)
        {
            for (int i = 0; i < _lengths[range]; i += ParameterPart.Line)
            {
                lines[next++] = (_starts[range] + i) / ParameterPart.Line;
            }
        }

        return lines;
    }
}
