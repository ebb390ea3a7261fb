using SparseGen.Compression.Kernels;
using SparseGen.Compression.Maddness;

namespace SparseGen.Compression;

/// <summary>
/// A linear map computed without multiplications (MADDNESS: Blalock and Guttag 2021, "Multiplying Matrices Without Multiplying", arXiv 2106.10860). A row is cut into chunks; a
/// learned hash of four comparisons gives each a code of 4 bits, and the outputs are sums of table entries of 8 bits that the codes name, looked up by byte shuffles for up to 64
/// rows at once.
/// </summary>
/// <remarks>
/// It is an approximation for rows like those that it was trained with. All machines, and all widths of vectors, give the same bits. A NaN among the inputs counts as the least
/// number of its column; the outputs are finite whatever the inputs are.
/// </remarks>
public sealed class MaddnessLinear : ICompressedLinear
{
    /// <summary>The least rows that a map can be trained with: one for each code.</summary>
    public const int LeastRows = HashTrees.Leaves;

    internal const string Method = "maddness";

    internal MaddnessLinear(HashTrees trees, LookupTables tables) => (Trees, Tables) = (trees, tables);

    /// <inheritdoc/>
    public int Inputs => Trees.Inputs;

    /// <inheritdoc/>
    public int Outputs => Tables.Outputs;

    /// <summary>Codebooks, which are bytes of a row's codes.</summary>
    public int Codebooks => Trees.Codebooks;

    /// <inheritdoc/>
    public long Bytes => Tables.Entries.Length + Trees.Thresholds.Length + (sizeof(float) * ((3L * Trees.Columns.Length) + Tables.Constants.Length + 1));

    internal HashTrees Trees { get; }

    internal LookupTables Tables { get; }

    /// <summary>Trains a map in place of an exact one.</summary>
    /// <param name="samples">Rows like those that it will be used with, [rows, inputs]; some thousands for 16 codebooks.</param>
    /// <param name="weight">W, [outputs, inputs] as in PyTorch.</param>
    /// <param name="bias">b, [outputs]; empty for none.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="options">Codebooks and regression; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// There are fewer than <see cref="LeastRows"/> rows, a length does not fit, or a number is not finite.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or the number of outputs is outside its range.</exception>
    public static MaddnessLinear Train(
        ReadOnlySpan<float> samples, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int outputs, MaddnessOptions? options = null)
    {
        options ??= new MaddnessOptions();
        int inputs = LinearArguments.Check(samples, weight, bias, outputs);
        int rows = samples.Length / inputs;
        if (rows < LeastRows)
        {
            throw new ArgumentException($"samples has {rows} rows of {inputs} numbers; expected at least {LeastRows}, and some thousands for a good fit.", nameof(samples));
        }

        int most = Math.Min(inputs, HashTrees.MostCodebooks);
        if (options.Codebooks < 1 || options.Codebooks > most)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Codebooks, $"{nameof(options.Codebooks)} is {options.Codebooks}; expected 1 to {most} for rows of {inputs} numbers.");
        }

        if (!(options.Ridge > 0 && double.IsFinite(options.Ridge)))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Ridge, $"{nameof(options.Ridge)} is {options.Ridge}; expected a finite number above 0.");
        }

        float[] matrix = samples.ToArray();
        HashTrees trees = LearnTrees(matrix, inputs, options.Codebooks);
        byte[] codes = new byte[rows * options.Codebooks];
        ByteBlocks.Run(rows, new EncodeBlocks(trees, matrix, codes));
        var prototypes = Prototypes.Fit(matrix, inputs, codes, options.Codebooks, options.Ridge);
        return new MaddnessLinear(trees, LookupTables.Quantise(prototypes * LinearArguments.Transposed(weight, inputs), bias));
    }

    /// <summary>The codes of rows.</summary>
    /// <param name="rows">[rows, inputs].</param>
    /// <param name="codes">Takes [rows, codebooks], each from 0 to 15.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Encode(ReadOnlySpan<float> rows, Span<byte> codes)
    {
        int count = Arguments.Rows(rows.Length, Inputs, nameof(rows));
        Arguments.Length(codes.Length, (long)count * Codebooks, $"{Codebooks} for each of {count} rows", nameof(codes));
        ByteBlocks.Run(count, new EncodeBlocks(Trees, rows, codes));
    }

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<float> rows, Span<float> output)
    {
        int count = Arguments.Rows(rows.Length, Inputs, nameof(rows));
        Arguments.Length(output.Length, (long)count * Outputs, $"{Outputs} for each of {count} rows", nameof(output));
        ByteBlocks.Run(count, new MultiplyBlocks(Trees, Tables, rows, output));
    }

    /// <summary>
    /// The same of rows whose columns have their numbers side by side, as the paper has its matrix. Of them only those that hashes look at are read, at most four a codebook, while
    /// <see cref="Multiply"/> goes through all of each row.
    /// </summary>
    /// <param name="columns">[inputs, rows].</param>
    /// <param name="rows">Rows; at least 1.</param>
    /// <param name="output">Takes [rows, outputs].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no rows.</exception>
    public void MultiplyColumns(ReadOnlySpan<float> columns, int rows, Span<float> output)
    {
        Arguments.Positive(rows, nameof(rows));
        Arguments.Length(columns.Length, (long)rows * Inputs, $"{rows} for each of {Inputs} columns", nameof(columns));
        Arguments.Length(output.Length, (long)rows * Outputs, $"{Outputs} for each of {rows} rows", nameof(output));
        MultiplyColumns(columns, rows, rows, output);
    }

    /// <summary>Saves it in a safetensors file. The file appears whole or not at all.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written; what was there is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to write in the folder.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var tensors = StoredTensors.Empty();
        MaddnessFile.Add(tensors, string.Empty, this);
        tensors.Write(path, new Dictionary<string, string> { [CompressedFile.MethodKey] = Method });
    }

    /// <summary>Loads what <see cref="Save"/> wrote. The whole file is read and checked.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file is damaged, or none of such a map.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to read it.</exception>
    public static MaddnessLinear Load(string path)
    {
        StoredTensors tensors = CompressedFile.Read(path, Method);
        return MaddnessFile.Take(tensors, string.Empty);
    }

    /// <summary>The same with a stride from column to column.</summary>
    internal void MultiplyColumns(ReadOnlySpan<float> columns, int stride, int rows, Span<float> output) =>
        ByteBlocks.Run(rows, new MultiplyColumnBlocks(Trees, Tables, columns, stride, output));

    private static HashTrees LearnTrees(float[] samples, int inputs, int codebooks)
    {
        var trees = new HashTrees(inputs, codebooks);
        Parallel.For(0, codebooks, codebook =>
        {
            (int first, int count) = HashTrees.Chunk(inputs, codebooks, codebook);
            new HashTreeLearning(samples, inputs, first, count).Learn(trees, codebook);
        });
        return trees;
    }
}
