namespace SparseGen.Analysis;

/// <summary>A box of points: an interval for each axis.</summary>
public sealed class SearchBox
{
    private readonly double[] _lower;
    private readonly double[] _upper;

    /// <summary>A box.</summary>
    /// <param name="lower">Where it begins on each axis.</param>
    /// <param name="upper">Where it ends on each axis; more than where it begins.</param>
    /// <exception cref="ArgumentException">There are no axes, not as many ends as beginnings, a number that is not finite, or an axis without length.</exception>
    public SearchBox(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        Require.Finite(lower, nameof(lower));
        Require.Finite(upper, nameof(upper));
        if (upper.Length != lower.Length)
        {
            throw new ArgumentException($"upper has {upper.Length} numbers; expected {lower.Length}, as lower has.", nameof(upper));
        }

        for (int axis = 0; axis < lower.Length; axis++)
        {
            if (!(upper[axis] > lower[axis]) || !double.IsFinite(upper[axis] - lower[axis]))
            {
                throw new ArgumentException($"upper[{axis}] is {upper[axis]}; expected more than lower[{axis}], which is {lower[axis]}, by a finite length.", nameof(upper));
            }
        }

        _lower = lower.ToArray();
        _upper = upper.ToArray();
    }

    private SearchBox(double[] lower, double[] upper)
    {
        _lower = lower;
        _upper = upper;
    }

    /// <summary>How many axes it has.</summary>
    public int Dimensions => _lower.Length;

    /// <summary>Where it begins on each axis.</summary>
    public ReadOnlySpan<double> Lower => _lower;

    /// <summary>Where it ends on each axis.</summary>
    public ReadOnlySpan<double> Upper => _upper;

    /// <summary>[0, 1] on each axis.</summary>
    /// <param name="dimensions">How many axes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public static SearchBox Unit(int dimensions)
    {
        double[] upper = new double[Require.AtLeast(1, dimensions)];
        Array.Fill(upper, 1);
        return new SearchBox(new double[dimensions], upper);
    }

    /// <summary>The point in its middle.</summary>
    public double[] Centre()
    {
        double[] centre = new double[Dimensions];
        for (int axis = 0; axis < centre.Length; axis++)
        {
            centre[axis] = Middle(axis);
        }

        return centre;
    }

    /// <summary>A point of it, all equally likely.</summary>
    internal double[] Draw(CounterRandom random)
    {
        double[] point = new double[Dimensions];
        for (int axis = 0; axis < point.Length; axis++)
        {
            point[axis] = _lower[axis] + ((_upper[axis] - _lower[axis]) * random.NextDouble());
        }

        return point;
    }

    /// <summary>Half of it, cut in the middle of an axis.</summary>
    internal SearchBox Half(int axis, bool isUpper)
    {
        double[] ends = [.. isUpper ? _lower : _upper];
        ends[axis] = Middle(axis);
        return isUpper ? new SearchBox(ends, _upper) : new SearchBox(_lower, ends);
    }

    private double Middle(int axis) => _lower[axis] + (0.5 * (_upper[axis] - _lower[axis]));
}
