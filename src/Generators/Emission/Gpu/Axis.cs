namespace SparseGen.Generators.Emission.Gpu;

/// <summary>
/// From an index to a distance in memory: the index is read as a number of mixed radix, and each digit steps by a stride of its own.
/// Samples and rows as one axis, panels of columns, plain strides: all are such maps.
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

    /// <summary>The stride when there is only one, else null.</summary>
    public long? Stride => _digits.Count == 1 ? _digits[0].Stride : null;

    /// <summary>Floats between neighbours, apart from where a digit carries.</summary>
    public long Step => _digits[0].Stride;

    /// <summary>All digits: equal for equal axes.</summary>
    public override string ToString() => string.Join(" ", _digits.Select(static d => $"{d.Extent}*{d.Stride}"));

    /// <summary>The distance for an index given as an expression.</summary>
    public string At(string index)
    {
        string operand = index.Contains(' ') ? $"({index})" : index;
        var terms = new List<string>();
        long below = 1;
        for (int i = 0; i < _digits.Count; i++)
        {
            (long extent, long stride) = _digits[i];
            string digit = below == 1 ? operand : $"{operand} / {Text.Of(below)}";
            if (i < _digits.Count - 1)
            {
                digit += $" % {Text.Of(extent)}";
            }

            if (stride != 0)
            {
                terms.Add(Text.Times(digit, stride));
            }

            below *= extent;
        }

        return terms.Count == 0 ? "0" : string.Join(" + ", terms);
    }
}
