namespace SparseGen.Compression.Maddness;

/// <summary>
/// The hashes of all codebooks. A codebook is a balanced tree of four levels over a chunk of the columns: all nodes of a level look at the same column, each against a threshold
/// of its own, and go right where the number is larger (Blalock and Guttag 2021, arXiv 2106.10860, section 4.1). Columns and thresholds are brought into 0 to 255 level by level.
/// </summary>
internal sealed class HashTrees
{
    /// <summary>Levels of a tree.</summary>
    public const int Levels = 4;

    /// <summary>Leaves of a tree, which are the codes.</summary>
    public const int Leaves = 16;

    /// <summary>The most codebooks: sums of more bytes would not fit 16 bits.</summary>
    public const int MostCodebooks = 256;

    /// <param name="inputs">Columns of a row.</param>
    /// <param name="codebooks">Number of trees.</param>
    public HashTrees(int inputs, int codebooks)
    {
        Inputs = inputs;
        Codebooks = codebooks;
        Columns = new int[codebooks * Levels];
        Offsets = new float[codebooks * Levels];
        Scales = new float[codebooks * Levels];

        // The vectors of look-ups take an address out of a reference.
        Thresholds = GC.AllocateArray<byte>(codebooks * Levels * Leaves, pinned: true);
    }

    /// <summary>Columns of a row.</summary>
    public int Inputs { get; }

    /// <summary>Number of trees.</summary>
    public int Codebooks { get; }

    /// <summary>[codebooks, levels]: the column that a level looks at.</summary>
    public int[] Columns { get; }

    /// <summary>[codebooks, levels]: what is subtracted from it.</summary>
    public float[] Offsets { get; }

    /// <summary>[codebooks, levels]: what the difference is multiplied with; powers of two.</summary>
    public float[] Scales { get; }

    /// <summary>[codebooks, levels, 16]: the thresholds of a level's nodes, from left to right; zeros behind them.</summary>
    public byte[] Thresholds { get; }

    /// <summary>How vectors take the columns out of rows: made once, when the trees are complete.</summary>
    public ColumnSelection Selection => field ??= ColumnSelection.Of(this);

    /// <summary>The columns of a codebook's chunk: contiguous, and the first ones have one more where they do not come out even.</summary>
    /// <param name="inputs">Columns of a row.</param>
    /// <param name="codebooks">Number of chunks.</param>
    /// <param name="codebook">Which chunk.</param>
    public static (int First, int Count) Chunk(int inputs, int codebooks, int codebook)
    {
        (int length, int longer) = Math.DivRem(inputs, codebooks);
        return ((codebook * length) + Math.Min(codebook, longer), length + (codebook < longer ? 1 : 0));
    }
}
