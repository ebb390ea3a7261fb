namespace SparseGen;

/// <summary>
/// How the elements of a tensor lie in storage. Parameters live in the order the kernels read them in;
/// the order of PyTorch is a view of it.
/// </summary>
public sealed record TensorStorage
{
    /// <summary>Columns of a panel: two vectors of AVX-512.</summary>
    public const int PanelWidth = Kernels.KernelSizes.Panel;

    private TensorStorage(int groups, int rows, int columns, SparseMask? mask = null, int taps = 0)
    {
        Taps = taps;
        PanelGroups = groups;
        PanelRows = rows;
        PanelColumns = columns;
        Mask = mask;
    }

    /// <summary>Element i of the tensor at i.</summary>
    public static TensorStorage RowMajor { get; } = new(0, 0, 0);

    /// <summary>Whether the tensor lies in panels.</summary>
    public bool IsPanels => PanelColumns > 0;

    /// <summary>Matrices in a tensor [groups, N, K]; 0 for a tensor that is one matrix [N, K], and for <see cref="RowMajor"/>.</summary>
    public int PanelGroups { get; }

    /// <summary>Which elements of a sparse tensor are kept; null for other tensors.</summary>
    public SparseMask? Mask { get; }

    /// <summary>K, the rows of the panels: inputs of a weight. 0 for <see cref="RowMajor"/>.</summary>
    public int PanelRows { get; }

    /// <summary>N, the columns of the panels: outputs of a weight. 0 for <see cref="RowMajor"/>.</summary>
    public int PanelColumns { get; }

    /// <summary>
    /// Panels of <see cref="PanelWidth"/> columns, [ceil(N / 32)][K][32]: element (n, k) of the tensor [N, K] at
    /// (n / 32) K 32 + k 32 + n % 32. The columns beyond N are zero.
    /// </summary>
    /// <param name="rows">K, the product of the tensor's dimensions but the first; at least 1.</param>
    /// <param name="columns">N, the tensor's first dimension; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public static TensorStorage Panels(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return new TensorStorage(0, rows, columns);
    }

    /// <summary>
    /// The panels of one matrix after those of another, [groups][ceil(N / 32)][K][32], for a tensor [groups, N, K].
    /// Each matrix's columns beyond N are zero.
    /// </summary>
    /// <param name="groups">The tensor's first dimension; at least 1.</param>
    /// <param name="rows">K, the product of the dimensions after the second; at least 1.</param>
    /// <param name="columns">N, the tensor's second dimension; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public static TensorStorage GroupedPanels(int groups, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return new TensorStorage(groups, rows, columns);
    }

    /// <summary>
    /// The panels of a convolution's weight [groups N, K, height, width], [groups][ceil(N / 32)][taps][K][32] with height width = taps: as <see cref="GroupedPanels"/> with the
    /// places of the kernel before the channels, in the order in which a convolution reads an image whose channels lie side by side.
    /// </summary>
    /// <param name="groups">Groups of channels; at least 1.</param>
    /// <param name="taps">Places of the kernel; at least 1.</param>
    /// <param name="channels">K, the input channels of a group; at least 1.</param>
    /// <param name="columns">N, the output channels of a group; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public static TensorStorage Convolution(int groups, int taps, int channels, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(taps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return new TensorStorage(groups, taps * channels, columns, null, taps);
    }

    /// <summary>Places of a convolution's kernel; 0 for another tensor.</summary>
    private int Taps { get; }

    /// <summary>Whether a tensor of this shape can lie so.</summary>
    internal bool Fits(ReadOnlySpan<int> shape)
    {
        if (!IsPanels)
        {
            return true;
        }

        ReadOnlySpan<int> matrix = PanelGroups == 0 || Taps > 0 ? shape : shape.IsEmpty || shape[0] != PanelGroups ? [] : shape[1..];
        if (matrix.IsEmpty || matrix[0] != PanelColumns * (Taps > 0 ? PanelGroups : 1))
        {
            return false;
        }

        long rows = 1;
        foreach (int extent in matrix[1..])
        {
            rows *= extent;
        }

        return rows == PanelRows;
    }

    /// <summary>The kept elements of a matrix [outputs, inputs] one after another; the others are zero and have no storage.</summary>
    /// <param name="mask">Which elements are kept.</param>
    public static TensorStorage Sparse(SparseMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return new TensorStorage(0, 0, 0, mask);
    }

    /// <summary>Learned numbers of a tensor of <paramref name="count"/> elements.</summary>
    internal int LearnedCount(int count) => Mask?.Count ?? count;

    /// <summary>Floats of storage for a tensor of <paramref name="count"/> elements.</summary>
    internal long GetLength(long count) =>
        Mask is not null ? Mask.Count
        : IsPanels ? Matrices * MatrixLength(PanelRows, PanelColumns)
        : count;

    private long Matrices => Math.Max(PanelGroups, 1);

    /// <summary>Floats of storage for the panels of one matrix.</summary>
    internal static long MatrixLength(int rows, int columns) => ((long)columns + PanelWidth - 1) / PanelWidth * rows * PanelWidth;

    /// <summary>Copies storage to the order of PyTorch.</summary>
    internal void Unpack(ReadOnlySpan<float> storage, Span<float> tensor)
    {
        if (Mask is not null)
        {
            Mask.Unpack(storage, tensor);
            return;
        }

        if (!IsPanels)
        {
            storage.CopyTo(tensor);
            return;
        }

        for (int column = 0; column < Matrices * PanelColumns; column++)
        {
            Span<float> line = tensor.Slice(column * PanelRows, PanelRows);
            ReadOnlySpan<float> lane = storage[PanelStart(column)..];
            for (int row = 0; row < line.Length; row++)
            {
                line[row] = lane[Lane(row)];
            }
        }
    }

    /// <summary>Copies a tensor in the order of PyTorch to storage, and leaves the padding as it is.</summary>
    internal void Pack(ReadOnlySpan<float> tensor, Span<float> storage)
    {
        if (Mask is not null)
        {
            Mask.Pack(tensor, storage);
            return;
        }

        if (!IsPanels)
        {
            tensor.CopyTo(storage);
            return;
        }

        for (int column = 0; column < Matrices * PanelColumns; column++)
        {
            ReadOnlySpan<float> line = tensor.Slice(column * PanelRows, PanelRows);
            Span<float> lane = storage[PanelStart(column)..];
            for (int row = 0; row < line.Length; row++)
            {
                lane[Lane(row)] = line[row];
            }
        }
    }

    /// <summary>Where a number of a column lies: of a convolution's, which PyTorch has as [K, taps], the places come first.</summary>
    private int Lane(int row) => (Taps <= 1 ? row : (row % Taps * (PanelRows / Taps)) + (row / Taps)) * PanelWidth;

    /// <summary>Where a column starts, the columns of all matrices counted through.</summary>
    private int PanelStart(int column)
    {
        (int matrix, int own) = Math.DivRem(column, PanelColumns);
        return (int)(matrix * MatrixLength(PanelRows, PanelColumns)) + (own / PanelWidth * PanelRows * PanelWidth) + (own % PanelWidth);
    }
}
