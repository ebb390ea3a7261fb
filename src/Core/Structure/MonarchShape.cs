using SparseGen.Execution;

namespace SparseGen;

/// <summary>
/// The extents of a Monarch matrix [outputs, inputs]: a first factor of k blocks [q, p] and a second one of l blocks [s, r] with
/// l r = k q. Inputs count as zero from <see cref="Inputs"/> to k p; outputs from <see cref="Outputs"/> to l s are left out.
/// </summary>
public sealed record MonarchShape
{
    /// <summary>Any extents that fit together.</summary>
    /// <param name="inputs">Columns of the matrix, n.</param>
    /// <param name="outputs">Rows of the matrix, m.</param>
    /// <param name="firstBlocks">Blocks of the first factor, k.</param>
    /// <param name="firstRows">Rows of its blocks, q.</param>
    /// <param name="secondBlocks">Blocks of the second factor, l; must divide k q.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or k q above 2^31 - 1.</exception>
    /// <exception cref="ArgumentException"><paramref name="secondBlocks"/> does not divide k q.</exception>
    public MonarchShape(int inputs, int outputs, int firstBlocks, int firstRows, int secondBlocks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(firstBlocks, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(firstRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(secondBlocks, 1);
        int middle = Require.Product("firstBlocks x firstRows", int.MaxValue, nameof(firstBlocks), firstBlocks, firstRows);
        if (middle % secondBlocks != 0)
        {
            throw new ArgumentException(
                $"{secondBlocks} blocks do not share out the {middle} rows of the first factor ({firstBlocks} blocks of {firstRows}) evenly; "
                + "expected a divisor.",
                nameof(secondBlocks));
        }

        (Inputs, Outputs, FirstBlocks, FirstRows, SecondBlocks) = (inputs, outputs, firstBlocks, firstRows, secondBlocks);
        FirstColumns = Partition.DivideUp(inputs, firstBlocks);
        SecondRows = Partition.DivideUp(outputs, secondBlocks);
        SecondColumns = middle / secondBlocks;
    }

    /// <summary>Columns of the matrix, n.</summary>
    public int Inputs { get; }

    /// <summary>Rows of the matrix, m.</summary>
    public int Outputs { get; }

    /// <summary>k.</summary>
    public int FirstBlocks { get; }

    /// <summary>q.</summary>
    public int FirstRows { get; }

    /// <summary>p, ceil(n / k).</summary>
    public int FirstColumns { get; }

    /// <summary>l.</summary>
    public int SecondBlocks { get; }

    /// <summary>s, ceil(m / l).</summary>
    public int SecondRows { get; }

    /// <summary>r = k q / l.</summary>
    public int SecondColumns { get; }

    /// <summary>Numbers between the factors, k q = l r.</summary>
    public int Middle => FirstBlocks * FirstRows;

    /// <summary>Learned numbers in both factors.</summary>
    public long ParameterCount => ((long)Middle * FirstColumns) + ((long)SecondBlocks * SecondRows * SecondColumns);

    /// <summary>The extents of <see cref="MonarchAttribute"/>, which are those of MonarchLinear in HazyResearch/fly.</summary>
    /// <param name="inputs">Inputs of the layer.</param>
    /// <param name="outputs">Outputs of the layer.</param>
    /// <param name="blocks">Blocks of both factors, from 1 to the smaller of inputs and outputs.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A size is below 1, there are more blocks than inputs or outputs, or the blocks together would have more than 2^31 - 1 rows.
    /// </exception>
    public static MonarchShape OfLayer(int inputs, int outputs, int blocks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(blocks, Math.Min(inputs, outputs));
        int rows = Partition.DivideUp(Math.Min(inputs, outputs), blocks);
        Require.Product("blocks x the rows of a block", int.MaxValue, inputs < outputs ? nameof(inputs) : nameof(outputs), blocks, rows);
        return new MonarchShape(inputs, outputs, blocks, rows, blocks);
    }

    /// <summary>The square form of the paper: m blocks of m x m in both factors, for a matrix of m^2 x m^2.</summary>
    /// <param name="side">m; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="side"/> is below 1, or m^2 above 2^31 - 1.</exception>
    public static MonarchShape Square(int side)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        int size = Require.Product("side x side", int.MaxValue, nameof(side), side, side);
        return new MonarchShape(size, size, side, side, side);
    }

    /// <summary>
    /// Paths from block <paramref name="first"/> of the first factor to block <paramref name="second"/> of the second one: the rank that the
    /// part of the matrix between their inputs and outputs can have.
    /// </summary>
    /// <param name="first">A block of the first factor.</param>
    /// <param name="second">A block of the second factor.</param>
    public IEnumerable<int> Paths(int first, int second) =>
        Enumerable.Range(first * FirstRows, FirstRows).Where(middle => middle % SecondBlocks == second);
}
