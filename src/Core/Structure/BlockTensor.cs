namespace SparseGen;

/// <summary>The blocks of a block-diagonal matrix: matrices of one shape, as a tensor [blocks, rows, columns] in row-major order.</summary>
public sealed class BlockTensor
{
    private readonly double[] _values;

    /// <summary>Makes blocks of zeros.</summary>
    /// <param name="blocks">Number of blocks; at least 1.</param>
    /// <param name="rows">Rows of a block; at least 1.</param>
    /// <param name="columns">Columns of a block; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or there would be more elements than an array can have.</exception>
    public BlockTensor(int blocks, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        (Blocks, Rows, Columns) = (blocks, rows, columns);
        _values = new double[Require.Product("blocks x rows x columns", Array.MaxLength, nameof(blocks), blocks, rows, columns)];
    }

    /// <summary>Number of blocks.</summary>
    public int Blocks { get; }

    /// <summary>Rows of a block.</summary>
    public int Rows { get; }

    /// <summary>Columns of a block.</summary>
    public int Columns { get; }

    /// <summary>All elements in row-major order.</summary>
    public Span<double> Values => _values;

    /// <summary>An element of a block.</summary>
    /// <param name="block">The block, from 0.</param>
    /// <param name="row">The row in the block, from 0.</param>
    /// <param name="column">The column in the block, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such block, row or column.</exception>
    public double this[int block, int row, int column]
    {
        get => _values[Place(block, row, column)];
        set => _values[Place(block, row, column)] = value;
    }

    /// <summary>The same matrix in every block.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="blocks">Number of blocks; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The matrix is empty, <paramref name="blocks"/> is below 1, or there would be more elements than an array can have.
    /// </exception>
    public static BlockTensor Repeat(double[,] matrix, int blocks)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        BlockTensor tensor = new(blocks, matrix.GetLength(0), matrix.GetLength(1));
        for (int block = 0; block < blocks; block++)
        {
            for (int row = 0; row < tensor.Rows; row++)
            {
                for (int column = 0; column < tensor.Columns; column++)
                {
                    tensor[block, row, column] = matrix[row, column];
                }
            }
        }

        return tensor;
    }

    /// <summary>The mean of the blocks: of all matrices B, the one for which I kron B is nearest in the Frobenius norm.</summary>
    public double[,] Mean()
    {
        double[,] mean = new double[Rows, Columns];
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                double sum = 0;
                for (int block = 0; block < Blocks; block++)
                {
                    sum += this[block, row, column];
                }

                mean[row, column] = sum / Blocks;
            }
        }

        return mean;
    }

    /// <summary>The block-diagonal matrix [blocks rows, blocks columns].</summary>
    /// <exception cref="ArgumentException">It has more than <see cref="EffectiveWeights.MaxEntries"/> entries.</exception>
    public double[,] ToDense()
    {
        double[,] dense = EffectiveWeights.Allocate((long)Blocks * Rows, (long)Blocks * Columns, nameof(Blocks));
        for (int block = 0; block < Blocks; block++)
        {
            for (int row = 0; row < Rows; row++)
            {
                for (int column = 0; column < Columns; column++)
                {
                    dense[(block * Rows) + row, (block * Columns) + column] = this[block, row, column];
                }
            }
        }

        return dense;
    }

    private int Place(int block, int row, int column) =>
        (((Checked(block, Blocks, nameof(block)) * Rows) + Checked(row, Rows, nameof(row))) * Columns) + Checked(column, Columns, nameof(column));

    private static int Checked(int index, int count, string name) => (uint)index < (uint)count
        ? index
        : throw new ArgumentOutOfRangeException(name, index, $"{name} is {index}; expected 0 to {count - 1}.");
}
