using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Compression.Maddness;

/// <summary>
/// What each prototype contributes to each output, in 8 bits: an offset for each codebook, one scale for all (Blalock and Guttag 2021, arXiv 2106.10860, section 4.3, and the
/// authors' code).
/// </summary>
internal sealed class LookupTables
{
    /// <summary>The logarithm of how many codebooks are averaged before sums of 16 bits take over.</summary>
    public const int LargestShift = 4;

    /// <param name="outputs">Outputs.</param>
    /// <param name="codebooks">Codebooks.</param>
    public LookupTables(int outputs, int codebooks)
    {
        Outputs = outputs;
        Codebooks = codebooks;
        Constants = new float[outputs];

        // The vectors of look-ups take an address out of a reference.
        Entries = GC.AllocateArray<byte>(outputs * codebooks * HashTrees.Leaves, pinned: true);
    }

    /// <summary>Outputs.</summary>
    public int Outputs { get; }

    /// <summary>Codebooks.</summary>
    public int Codebooks { get; }

    /// <summary>[outputs, codebooks, 16].</summary>
    public byte[] Entries { get; }

    /// <summary>What a sum of entries is multiplied with.</summary>
    public float Scale { get; init; }

    /// <summary>[outputs]: what is added then: the offsets, the bias of the layer, and what rounding up in averages has added too much.</summary>
    public float[] Constants { get; }

    /// <summary>Quantises.</summary>
    /// <param name="products">[codebooks 16, outputs]: prototypes times weights.</param>
    /// <param name="bias">[outputs]; empty for none.</param>
    public static LookupTables Quantise(Matrix<double> products, ReadOnlySpan<float> bias)
    {
        int codebooks = products.RowCount / HashTrees.Leaves, outputs = products.ColumnCount;
        double[] offsets = new double[codebooks];
        double gap = 0;
        for (int codebook = 0; codebook < codebooks; codebook++)
        {
            double least = double.PositiveInfinity, largest = double.NegativeInfinity;
            for (int leaf = 0; leaf < HashTrees.Leaves; leaf++)
            {
                for (int output = 0; output < outputs; output++)
                {
                    double value = products[(codebook * HashTrees.Leaves) + leaf, output];
                    least = Math.Min(least, value);
                    largest = Math.Max(largest, value);
                }
            }

            offsets[codebook] = least;
            gap = Math.Max(gap, largest - least);
        }

        double scale = gap > 0 ? 255.5 * Math.Pow(2, -Math.Ceiling(Math.Log2(gap))) : 1;
        var tables = new LookupTables(outputs, codebooks) { Scale = (float)(1 / scale) };
        double offset = offsets.Sum() - (ExpectedExcess(codebooks) / scale);
        for (int output = 0; output < outputs; output++)
        {
            tables.Constants[output] = (float)(offset + (bias.IsEmpty ? 0 : bias[output]));
            for (int row = 0; row < products.RowCount; row++)
            {
                double entry = Math.Round((products[row, output] - offsets[row / HashTrees.Leaves]) * scale);
                tables.Entries[(output * products.RowCount) + row] = (byte)Math.Clamp(entry, 0, 255);
            }
        }

        return tables;
    }

    /// <summary>
    /// What averages that round up add on average to a sum: a quarter for each level of a tree of averages, times the size of the tree. Groups are of 16 codebooks as long as there
    /// are so many, then of 8, 4, 2 and 1.
    /// </summary>
    private static double ExpectedExcess(int codebooks)
    {
        double excess = 0;
        for (int shift = LargestShift; shift >= 0; shift--)
        {
            excess += (codebooks >> shift << shift) * shift / 4.0;
            codebooks -= codebooks >> shift << shift;
        }

        return excess;
    }
}
