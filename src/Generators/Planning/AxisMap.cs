namespace SparseGen.Generators.Planning;

/// <summary>
/// From an index to a distance in memory: the index is read as a number of mixed radix, and each digit steps by a stride of its own.
/// Samples and rows as one axis, panels of columns, plain strides: all are such maps. The runtime has it under the same name.
/// </summary>
internal sealed class AxisMap
{
    /// <summary>Digits of the runtime's map.</summary>
    private const int MostDigits = 3;

    private readonly List<(long Extent, long Stride)> _digits = [];

    /// <param name="digits">Extent and stride of each digit, the fastest first; the last one takes what is left of the index.</param>
    public AxisMap(params (long Extent, long Stride)[] digits)
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

    /// <summary>
    /// The map of an axis of numbers that are read where they lay before they were moved; null where a step of the axis is none of a digit, or there are more digits than kernels
    /// have.
    /// </summary>
    /// <param name="moved">The digits of the move.</param>
    /// <param name="extent">Extent of the axis.</param>
    /// <param name="stride">Its stride behind the move.</param>
    /// <param name="sample">Numbers of a sample, where samples continue the axis.</param>
    public static AxisMap? Through(IReadOnlyList<Ops.IndexDimension> moved, long extent, long stride, int? sample)
    {
        var digits = new List<(long Extent, long Stride)>();
        while (extent > 1)
        {
            // A digit may belong to the axis from one of its steps on, and up to another one.
            if (moved.FirstOrDefault(one => stride % one.OutputStride == 0 && stride < (long)one.Extent * one.OutputStride) is not { } digit)
            {
                return null;
            }

            long first = stride / digit.OutputStride, steps = Math.Min(digit.Extent / first, extent);
            if (digit.Extent % first != 0 || extent % steps != 0)
            {
                return null;
            }

            digits.Add((steps, first * digit.InputStride));
            (extent, stride) = (extent / steps, stride * steps);
        }

        if (digits.Count == 0 || sample is not null)
        {
            digits.Add((0, sample ?? 0));
        }

        var map = new AxisMap([.. digits]);
        return map._digits.Count <= MostDigits ? map : null;
    }

    /// <summary>Floats between neighbours, apart from where a digit carries.</summary>
    public long Step => _digits[0].Stride;

    /// <summary>Whether it has one digit: neighbours are equally far apart everywhere.</summary>
    public bool IsPlain => _digits.Count == 1;

    /// <summary>Whether no digit goes backwards.</summary>
    public bool IsForward => _digits.All(static digit => digit.Stride >= 0);

    /// <summary>Whether indexes from a multiple of a length to the next are all a step apart: no digit carries between them.</summary>
    public bool IsEven(int length) => IsPlain || _digits[0].Extent % length == 0;

    /// <summary>Whether they are so in both halves, and all halves that belong together are equally far apart: only the second digit moves on.</summary>
    public bool IsEvenInHalves(int length) => _digits[0].Extent * 2 == length && (_digits.Count == 2 || _digits[1].Extent % 2 == 0);

    /// <summary>Whether all indexes from a multiple of a length to the next lie side by side, at a distance that is a multiple of it.</summary>
    public bool HasQuads(int length) => Step == 1 && _digits.Select(static (digit, i) => (digit, i)).All(one =>
        (one.i == 0 || one.digit.Stride % length == 0) && (one.i == _digits.Count - 1 || one.i > 0 || one.digit.Extent % length == 0));

    /// <summary>Whether all distances are multiples of a length.</summary>
    public bool AreMultiples(int length) => _digits.All(digit => digit.Stride % length == 0);

    /// <summary>What makes it, in the order of the runtime's constructor: extent and stride of each digit, of the last one the stride alone.</summary>
    public IEnumerable<long> Numbers => _digits.SelectMany((digit, i) => i == _digits.Count - 1 ? new[] { digit.Stride } : [digit.Extent, digit.Stride]);
}
