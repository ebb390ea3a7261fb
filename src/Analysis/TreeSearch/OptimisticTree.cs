namespace SparseGen.Analysis;

/// <summary>
/// Hierarchical optimistic optimisation (HOO; Bubeck, Munos, Stoltz and Szepesvari 2011, arXiv 1001.4475): looks for the largest mean of a reward in a box, from plays that
/// may be noisy
/// and need no gradient. Cells that promise most are cut in two and played again; regret grows as sqrt(n), up to logarithms, where the reward has few near-optimal cells.
/// </summary>
/// <remarks>
/// A round goes from the whole box to the half with the larger bound until it comes to a cell that was never played, and plays that. With a horizon it is truncated
/// HOO, with <see cref="TreeSearchOptions.PanoTree"/> the search for views of arXiv 2405.17136. The same seed and the same rewards give the same search.
/// </remarks>
public sealed class OptimisticTree
{
    private readonly TreeSearchOptions _options;
    private readonly CounterRandom _random;
    private readonly List<TreeCell> _played = [];
    private readonly List<TreeCell> _path = [];
    private readonly int _deepestCut;

    /// <summary>A search that has not begun.</summary>
    /// <param name="box">Where.</param>
    /// <param name="options">How; plain HOO with nu = 1 and rho = 1/2 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public OptimisticTree(SearchBox box, TreeSearchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(box);
        _options = options ?? new TreeSearchOptions();
        _options.Check();
        _deepestCut = _options.DeepestCut;
        _random = new CounterRandom(_options.Seed, "optimistic tree");
        Root = new TreeCell(box, depth: 0, branch: 1);
    }

    /// <summary>The whole box.</summary>
    public TreeCell Root { get; }

    /// <summary>n, how many rounds were played.</summary>
    public int Rounds { get; private set; }

    /// <summary>The point with the largest reward so far; null before the first round.</summary>
    public double[]? BestPoint { get; private set; }

    /// <summary>The largest reward so far.</summary>
    public double BestReward { get; private set; } = double.NegativeInfinity;

    /// <summary>The cells that were played themselves, in the order of their first plays.</summary>
    public IReadOnlyList<TreeCell> Cells => _played;

    /// <summary>Plays a round.</summary>
    /// <param name="reward">The reward of a point, the larger the better; it may be noisy.</param>
    /// <returns>The point that was played and its reward.</returns>
    /// <exception cref="ArgumentException">The reward is not finite; the round then does not count.</exception>
    public (double[] Point, double Reward) Play(Func<double[], double> reward)
    {
        ArgumentNullException.ThrowIfNull(reward);
        TreeCell cell = Descend();
        double[] point = _options.PlaysCentres ? cell.Box.Centre() : cell.Box.Draw(_random);
        double value = reward(point);
        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"The reward of ({string.Join(", ", point)}) is {value}; expected a finite number.", nameof(reward));
        }

        Rounds++;
        if (cell.Plays == 0)
        {
            _played.Add(cell);
        }

        foreach (TreeCell passed in _path)
        {
            passed.Add(value);
        }

        if (value > BestReward)
        {
            (BestPoint, BestReward) = ([.. point], value);
        }

        Refresh();
        return (point, value);
    }

    /// <summary>The middle of the cell that is surely good: of those without played halves the one with the largest mean less nu rho^h.</summary>
    /// <exception cref="InvalidOperationException">No round was played.</exception>
    public double[] Recommend()
    {
        TreeCell? best = null;
        double most = double.NegativeInfinity;
        foreach (TreeCell cell in _played)
        {
            double sure = cell.Mean - (_options.Variation * Math.Pow(_options.Decay, cell.Depth));
            if (cell.Lower is null && cell.Upper is null && sure > most)
            {
                (best, most) = (cell, sure);
            }
        }

        return (best ?? throw new InvalidOperationException("No round was played; call Play first.")).Box.Centre();
    }

    // From the root to the cell that is to be played; the path holds all on the way, that cell too.
    private TreeCell Descend()
    {
        TreeCell cell = Root;
        _path.Clear();
        _path.Add(cell);
        while ((cell.Plays > 0 || (cell == Root && !_options.PlaysRoot)) && cell.Depth < _deepestCut)
        {
            (TreeCell lower, TreeCell upper) = cell.Cut(_options);
            bool isUpper = lower.Bound == upper.Bound ? _random.NextInt32(2) == 1 : upper.Bound > lower.Bound;
            cell = isUpper ? upper : lower;
            _path.Add(cell);
        }

        return cell;
    }

    // Halves come after what they are halves of, in both lists: from the end on, a cell's halves are done before it.
    private void Refresh()
    {
        bool isPathOnly = _options.RefreshesPathOnly || _options.Horizon is not null;
        double logarithm = Math.Log(_options.Horizon ?? (isPathOnly ? Rounds + 1 : Rounds));
        List<TreeCell> cells = isPathOnly ? _path : _played;
        for (int i = cells.Count - 1; i >= 0; i--)
        {
            cells[i].Refresh(_options, logarithm);
        }
    }
}
