namespace SparseGen.Compression;

/// <summary>What pruning asks of its arguments.</summary>
internal static class PruningChecks
{
    /// <summary>A share in [0, 1), and not more than a pattern prunes in the end.</summary>
    public static void Sparsity(double sparsity, PruningPattern pattern, string argument)
    {
        if (!(sparsity is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(argument, sparsity, $"{argument} is {sparsity}; expected a share of at least 0 and less than 1.");
        }

        if (pattern.FinalSparsity is double final && sparsity > final + 1e-9)
        {
            throw new ArgumentOutOfRangeException(argument, sparsity, $"{argument} is {sparsity}; expected at most {final}, which {pattern} prunes.");
        }
    }

    /// <summary>A pattern whose groups or blocks fill a matrix.</summary>
    public static void Fits(PruningPattern pattern, int outputs, int inputs, string argument)
    {
        if (pattern.Group > 0 && inputs % pattern.Group != 0)
        {
            throw new ArgumentException($"{argument} is {pattern}; expected groups that {inputs} inputs are a multiple of.", argument);
        }

        if (outputs % pattern.Rows != 0 || inputs % pattern.Columns != 0)
        {
            throw new ArgumentException($"{argument} is {pattern}; expected blocks that fill a matrix of {outputs} x {inputs}.", argument);
        }
    }
}
