namespace SparseGen;

/// <summary>
/// How the elements of a tensor lie in storage. Parameters live in the order the kernels read them in;
/// the order of PyTorch is a view of it.
/// </summary>
public sealed record TensorStorage
{
    /// <summary>Columns of a panel: two vectors of AVX-512.</summary>
    public const int PanelWidth = 32;

    private TensorStorage(int rows, int columns, SparseMask? mask = null)
    {
        PanelRows = rows;
        PanelColumns = columns;
        Mask = mask;
    }

    /// <summary>Element i of the tensor at i.</summary>
    public static TensorStorage RowMajor { get; } = new(0, 0);

    /// <summary>Whether the tensor lies in panels.</summary>
    public bool IsPanels => PanelColumns > 0;

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
    public static TensorStorage Panels(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return new TensorStorage(rows, columns);
    }

    /// <summary>The kept elements of a matrix [outputs, inputs] one after another; the others are zero and have no storage.</summary>
    /// <param name="mask">Which elements are kept.</param>
    public static TensorStorage Sparse(SparseMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return new TensorStorage(0, 0, mask);
    }

    /// <summary>Learned numbers of a tensor of <paramref name="count"/> elements.</summary>
    internal int LearnedCount(int count) => Mask?.Count ?? count;

    /// <summary>Floats of storage for a tensor of <paramref name="count"/> elements.</summary>
    internal long GetLength(long count) =>
        Mask is not null ? Mask.Count
        : IsPanels ? ((long)PanelColumns + PanelWidth - 1) / PanelWidth * PanelRows * PanelWidth
        : count;

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

        for (int column = 0; column < PanelColumns; column++)
        {
            Span<float> line = tensor.Slice(column * PanelRows, PanelRows);
            ReadOnlySpan<float> lane = storage[PanelStart(column)..];
            for (int row = 0; row < line.Length; row++)
            {
                line[row] = lane[row * PanelWidth];
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

        for (int column = 0; column < PanelColumns; column++)
        {
            ReadOnlySpan<float> line = tensor.Slice(column * PanelRows, PanelRows);
            Span<float> lane = storage[PanelStart(column)..];
            for (int row = 0; row < line.Length; row++)
            {
                lane[row * PanelWidth] = line[row];
            }
        }
    }

    private int PanelStart(int column) => (column / PanelWidth * PanelRows * PanelWidth) + (column % PanelWidth);
}
