namespace SparseGen.Compression;

/// <summary>Which weights of a matrix [outputs, inputs] are pruned together.</summary>
public sealed record PruningPattern
{
    private PruningPattern(int kept, int group, int rows, int columns) => (Kept, Group, Rows, Columns) = (kept, group, rows, columns);

    /// <summary>Each weight for itself, those of the least magnitude first (Han et al. 2015, arXiv 1506.02626).</summary>
    public static PruningPattern Weights { get; } = new(0, 0, 1, 1);

    /// <summary>Weights that <see cref="NOfM"/> keeps of a group; 0 for other patterns.</summary>
    public int Kept { get; }

    /// <summary>Weights of a group of <see cref="NOfM"/>; 0 for other patterns.</summary>
    public int Group { get; }

    /// <summary>Rows of a block; 1 for other patterns.</summary>
    public int Rows { get; }

    /// <summary>Columns of a block; 1 for other patterns.</summary>
    public int Columns { get; }

    /// <summary>Of each group of neighbouring inputs of an output the largest are kept, such as 2 of 4 (Mishra et al. 2021, arXiv 2104.08378).</summary>
    /// <param name="kept">N; at least 1.</param>
    /// <param name="group">M; more than N.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static PruningPattern NOfM(int kept, int group)
    {
        _ = Arguments.Positive(kept, nameof(kept));
        return group > kept
            ? new PruningPattern(kept, group, 1, 1)
            : throw new ArgumentOutOfRangeException(nameof(group), group, $"group is {group}; expected more than the {kept} that are kept of it.");
    }

    /// <summary>Blocks of the matrix, those of the least sum of magnitudes first.</summary>
    /// <param name="rows">Rows of a block; at least 1.</param>
    /// <param name="columns">Columns of a block; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static PruningPattern Blocks(int rows, int columns) => new(0, 0, Arguments.Positive(rows, nameof(rows)), Arguments.Positive(columns, nameof(columns)));

    /// <summary>The share of weights that the pattern prunes in the end: 1 - N / M; null where it may be any.</summary>
    public double? FinalSparsity => Group == 0 ? null : 1 - ((double)Kept / Group);

    /// <summary>As it is written on the command line.</summary>
    public override string ToString() => Group > 0 ? $"{Kept}:{Group}" : Rows * Columns > 1 ? $"{Rows}x{Columns}" : "weights";

    /// <summary>Reads what <see cref="ToString"/> writes: <c>weights</c>, <c>2:4</c>, <c>4x4</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pattern">The pattern.</param>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PruningPattern? pattern)
    {
        pattern = null;
        if (text == "weights")
        {
            pattern = Weights;
        }
        else if (TrySplit(text, ':', out int kept, out int group) && group > kept)
        {
            pattern = NOfM(kept, group);
        }
        else if (TrySplit(text, 'x', out int rows, out int columns))
        {
            pattern = Blocks(rows, columns);
        }

        return pattern is not null;
    }

    private static bool TrySplit(string? text, char mark, out int first, out int second)
    {
        (first, second) = (0, 0);
        string[] parts = text?.Split(mark) ?? [];
        return parts.Length == 2 && IsNumber(parts[0], out first) && IsNumber(parts[1], out second);
    }

    private static bool IsNumber(string text, out int number) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number) && number >= 1;
}
