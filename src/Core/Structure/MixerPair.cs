namespace SparseGen;

/// <summary>
/// Two linear maps of X [S, C] one after the other, along the tokens and along the channels: W X V^T. Flattened row after row that is one
/// Kronecker product, W kron V, and it is a Monarch matrix all of whose blocks are the same (Hayase and Karakida 2024, arXiv 2306.01470,
/// Corollary 3.4, in row-major order).
/// </summary>
/// <param name="Tokens">W [S', S].</param>
/// <param name="Channels">V [C', C], as in PyTorch (out, in).</param>
/// <exception cref="ArgumentException">A matrix is null or empty.</exception>
public sealed record MixerPair(double[,] Tokens, double[,] Channels)
{
    /// <summary>W [S', S].</summary>
    public double[,] Tokens { get; init; } = Require.Matrix(Tokens, nameof(Tokens));

    /// <summary>V [C', C], as in PyTorch (out, in).</summary>
    public double[,] Channels { get; init; } = Require.Matrix(Channels, nameof(Channels));

    /// <summary>The Monarch matrix: V in S blocks first, W in C' blocks second.</summary>
    public MonarchFactors ToMonarch() =>
        new(BlockTensor.Repeat(Channels, Tokens.GetLength(1)), BlockTensor.Repeat(Tokens, Channels.GetLength(0)));

    /// <summary>The dense matrix W kron V, [S' C', S C].</summary>
    /// <exception cref="ArgumentException">It has more than <see cref="EffectiveWeights.MaxEntries"/> entries.</exception>
    public double[,] ToDense() => EffectiveWeights.Kronecker(Tokens, Channels, nameof(Channels));

    /// <summary>
    /// The pair whose shared blocks are nearest to the blocks of each factor: their means. It gives back the pair that
    /// <see cref="ToMonarch"/> started from.
    /// </summary>
    /// <param name="monarch">A Monarch matrix of S blocks [C', C] and C' blocks [S', S], without padding.</param>
    /// <exception cref="ArgumentException">The blocks of the factors do not belong to a pair, or have padding.</exception>
    public static MixerPair FromMonarch(MonarchFactors monarch)
    {
        ArgumentNullException.ThrowIfNull(monarch);
        (BlockTensor first, BlockTensor second) = (monarch.First, monarch.Second);
        if (first.Blocks != second.Columns || first.Rows != second.Blocks)
        {
            throw new ArgumentException(
                $"The first factor has {first.Blocks} blocks of {first.Rows} rows and the second one {second.Blocks} blocks of {second.Columns} columns; "
                + $"expected {first.Rows} blocks of {first.Blocks} columns: the tokens of one are the blocks of the other.",
                nameof(monarch));
        }

        (int rows, int columns) = (second.Blocks * second.Rows, first.Blocks * first.Columns);
        if ((monarch.Shape.Outputs, monarch.Shape.Inputs) != (rows, columns))
        {
            throw new ArgumentException(
                $"monarch is a matrix {monarch.Shape.Outputs} x {monarch.Shape.Inputs} with factors for {rows} x {columns}, and the mean of the blocks would count "
                + $"their padding; expected a matrix {rows} x {columns}.",
                nameof(monarch));
        }

        return new MixerPair(second.Mean(), first.Mean());
    }
}
