using System.Buffers;
using SparseGen.Compression.Int8;
using SparseGen.Compression.Kernels;

namespace SparseGen.Compression;

/// <summary>
/// A linear map in integers of 8 bits (Jacob et al. 2017, arXiv 1712.05877): weights of signed bytes with a scale for each output, symmetric about zero, and inputs of unsigned
/// bytes with one scale and one zero for all, which calibration data decide. Products are added up in 32 bits, exactly.
/// </summary>
/// <remarks>
/// All machines, and all widths of vectors, give the same bits. Inputs outside of the range of the calibration data are brought to its ends; a NaN counts as the least number.
/// </remarks>
public sealed class Int8Linear : ICompressedLinear
{
    /// <summary>The most inputs: sums of more products would not fit 32 bits.</summary>
    public const int MostInputs = int.MaxValue / (byte.MaxValue * sbyte.MaxValue);

    internal const string Method = "int8";

    /// <summary>Bytes of inputs that are quantised at once: with the weights of some outputs they stay in the second-level cache.</summary>
    private const int BlockBytes = 192 * 1024;

    private readonly PackedWeights _packed;

    internal Int8Linear(sbyte[] weight, int inputs, float[] weightScales, float[] bias, InputRange range)
    {
        Inputs = inputs;
        (Weight, WeightScales, Bias, Range) = (weight, weightScales, bias, range);
        _packed = new PackedWeights(weight, inputs, weightScales, bias, range);
    }

    /// <inheritdoc/>
    public int Inputs { get; }

    /// <inheritdoc/>
    public int Outputs => WeightScales.Length;

    /// <inheritdoc/>
    public long Bytes => Weight.Length + (sizeof(float) * ((2L * Outputs) + 1)) + 1;

    internal sbyte[] Weight { get; }

    internal float[] WeightScales { get; }

    internal float[] Bias { get; }

    internal InputRange Range { get; }

    internal PackedWeights Packed => _packed;

    /// <summary>Makes a map in place of an exact one.</summary>
    /// <param name="samples">Calibration data: rows like those that it will be used with, [rows, inputs].</param>
    /// <param name="weight">W, [outputs, inputs] as in PyTorch.</param>
    /// <param name="bias">b, [outputs]; empty for none.</param>
    /// <param name="outputs">Outputs.</param>
    /// <exception cref="ArgumentException">There are no calibration data, a length does not fit, or a number is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no outputs, or more inputs than <see cref="MostInputs"/>.</exception>
    public static Int8Linear Quantise(ReadOnlySpan<float> samples, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int outputs)
    {
        if (samples.IsEmpty)
        {
            throw new ArgumentException(
                "samples is empty; expected calibration data, rows like those that the map will be used with: they decide the range of the inputs.", nameof(samples));
        }

        int inputs = LinearArguments.Check(samples, weight, bias, outputs);
        if (inputs > MostInputs)
        {
            throw new ArgumentOutOfRangeException(nameof(weight), inputs, $"weight has {inputs} columns; expected at most {MostInputs}, whose products add up to 32 bits.");
        }

        float[] scales = new float[outputs];
        sbyte[] bytes = new sbyte[weight.Length];
        for (int output = 0; output < outputs; output++)
        {
            ReadOnlySpan<float> row = weight.Slice(output * inputs, inputs);
            double largest = 0;
            foreach (float value in row)
            {
                largest = Math.Max(largest, Math.Abs(value));
            }

            scales[output] = largest == 0 ? 1 : (float)Math.Clamp(largest / sbyte.MaxValue, 1e-30, 1e30);
            for (int input = 0; input < inputs; input++)
            {
                bytes[(output * inputs) + input] = (sbyte)Math.Clamp(Math.Round(row[input] / (double)scales[output]), -sbyte.MaxValue, sbyte.MaxValue);
            }
        }

        return new Int8Linear(bytes, inputs, scales, bias.IsEmpty ? new float[outputs] : bias.ToArray(), InputRange.Of(samples));
    }

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<float> rows, Span<float> output)
    {
        int count = Arguments.Rows(rows.Length, Inputs, nameof(rows));
        Arguments.Length(output.Length, (long)count * Outputs, $"{Outputs} for each of {count} rows", nameof(output));
        int block = Math.Max(6, BlockBytes / _packed.PaddedInputs / 6 * 6);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Min(block, count) * _packed.PaddedInputs);
        for (int row = 0; row < count; row += block)
        {
            int size = Math.Min(block, count - row);
            InputQuantisation.Run(Range, rows.Slice(row * Inputs, size * Inputs), Inputs, buffer, _packed.PaddedInputs);
            Int8Dispatch.Run(_packed, ref buffer[0], size, ref output[row * Outputs]);
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Saves it in a safetensors file. The file appears whole or not at all.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written; what was there is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to write in the folder.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var tensors = StoredTensors.Empty();
        Int8File.Add(tensors, string.Empty, this);
        tensors.Write(path, new Dictionary<string, string> { [CompressedFile.MethodKey] = Method });
    }

    /// <summary>Loads what <see cref="Save"/> wrote. The whole file is read and checked.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file is damaged, or none of such a map.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to read it.</exception>
    public static Int8Linear Load(string path) => Int8File.Take(CompressedFile.Read(path, Method), string.Empty);
}
