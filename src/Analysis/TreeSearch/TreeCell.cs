namespace SparseGen.Analysis;

/// <summary>A cell of an <see cref="OptimisticTree"/> that was played.</summary>
public sealed class TreeCell
{
    private readonly ulong _branch;

    /// <param name="box">The box.</param>
    /// <param name="depth">How often it was cut.</param>
    /// <param name="branch">The path to it in binary, with a leading 1.</param>
    internal TreeCell(SearchBox box, int depth, ulong branch)
    {
        (Box, Depth, _branch) = (box, depth, branch);
    }

    /// <summary>The cell.</summary>
    public SearchBox Box { get; }

    /// <summary>How many cuts led to it.</summary>
    public int Depth { get; }

    /// <summary>T, how often it or a cell in it was played.</summary>
    public int Plays { get; private set; }

    /// <summary>The mean reward of these plays.</summary>
    public double Mean { get; private set; }

    /// <summary>The largest reward of these plays.</summary>
    public double Best { get; private set; } = double.NegativeInfinity;

    /// <summary>B, a bound of what can be had in it that holds with high probability; infinite before it was played.</summary>
    public double Bound { get; private set; } = double.PositiveInfinity;

    /// <summary>Its lower half, if that was played.</summary>
    public TreeCell? Lower => Halves?.Lower.Plays > 0 ? Halves.Value.Lower : null;

    /// <summary>Its upper half, if that was played.</summary>
    public TreeCell? Upper => Halves?.Upper.Plays > 0 ? Halves.Value.Upper : null;

    /// <summary>Its halves, once it was cut.</summary>
    internal (TreeCell Lower, TreeCell Upper)? Halves { get; private set; }

    /// <summary>Cuts it, if it was not cut yet.</summary>
    internal (TreeCell Lower, TreeCell Upper) Cut(TreeSearchOptions options)
    {
        if (Halves is null)
        {
            int axis = options.Axes == AxisChoice.Cycle ? Depth % Box.Dimensions : LongAxis(options.Seed);
            Halves = (
                new TreeCell(Box.Half(axis, isUpper: false), Depth + 1, unchecked(2 * _branch)),
                new TreeCell(Box.Half(axis, isUpper: true), Depth + 1, unchecked((2 * _branch) + 1)));
        }

        return Halves.Value;
    }

    /// <summary>Counts a play in it.</summary>
    internal void Add(double reward)
    {
        Plays++;
        Mean += (reward - Mean) / Plays;
        Best = Math.Max(Best, reward);
    }

    /// <summary>B = min(U, the larger B of the halves) with U = mean + c sqrt(2 ln n / T) + nu rho^h.</summary>
    internal void Refresh(TreeSearchOptions options, double logarithm)
    {
        double upper = Mean + (options.Exploration * Math.Sqrt(2 * logarithm / Plays)) + (options.Variation * Math.Pow(options.Decay, Depth));
        Bound = Halves is (TreeCell lower, TreeCell higher) ? Math.Min(upper, Math.Max(lower.Bound, higher.Bound)) : upper;
    }

    // The branch is the stream, so that a cell is cut in the same way whatever was played before.
    private int LongAxis(ulong seed)
    {
        double[] weights = new double[Box.Dimensions];
        double norm = 0, sum = 0;
        for (int axis = 0; axis < weights.Length; axis++)
        {
            weights[axis] = Box.Upper[axis] - Box.Lower[axis];
            norm += weights[axis] * weights[axis];
        }

        for (int axis = 0; axis < weights.Length; axis++)
        {
            weights[axis] = Math.Exp(weights[axis] / Math.Sqrt(norm));
            sum += weights[axis];
        }

        double drawn = sum * new CounterRandom(seed, _branch).NextDouble();
        int chosen = 0;
        while (chosen < weights.Length - 1 && drawn >= weights[chosen])
        {
            drawn -= weights[chosen++];
        }

        return chosen;
    }
}
