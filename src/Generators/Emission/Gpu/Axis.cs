namespace SparseGen.Generators.Emission.Gpu;

/// <summary>
/// From an index to a distance in memory: the index is read as a number of mixed radix, and each digit steps by a stride of its own.
/// Samples and rows as one axis, panels of columns, plain strides: all are such maps. The runtime has it as AxisMap.
/// </summary>
internal sealed class Axis
{
    private readonly List<(long Extent, long Stride)> _digits = [];

    /// <param name="digits">Extent and stride of each digit, the fastest first; the last one takes what is left of the index.</param>
    public Axis(params (long Extent, long Stride)[] digits)
    {
        // A digit that never moves says nothing, and one that goes on where the one before ends belongs to it.
        foreach ((long extent, long stride) in digits.Where((d, i) => d.Extent != 1 || i == digits.Length - 1))
        {
            (long Extent, long Stride) last = _digits.Count > 0 ? _digits[_digits.Count - 1] : default;
            if (_digits.Count > 0 && stride == last.Extent * last.Stride)
            {
                _digits[_digits.Count - 1] = (last.Extent * extent, last.Stride);
            }
            else
            {
                _digits.Add((extent, stride));
            }
        }
    }

    /// <summary>Floats between neighbours, apart from where a digit carries.</summary>
    public long Step => _digits[0].Stride;

    /// <summary>The constructor call of the runtime's AxisMap, without its type.</summary>
    public string Map => _digits.Count switch
    {
        1 => $"new({Text.Of(_digits[0].Stride)})",
        2 => $"new({Text.Of(_digits[0].Extent)}, {Text.Of(_digits[0].Stride)}, {Text.Of(_digits[1].Stride)})",
        3 => $"new({Text.Of(_digits[0].Extent)}, {Text.Of(_digits[0].Stride)}, {Text.Of(_digits[1].Extent)}, {Text.Of(_digits[1].Stride)}, {Text.Of(_digits[2].Stride)})",
        int digits => throw new InvalidOperationException($"An axis of {digits} digits; groups, rows and samples are three."),
    };
}
