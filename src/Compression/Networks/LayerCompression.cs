using SparseGen.Compression.Networks;

namespace SparseGen.Compression;

/// <summary>Makes the maps that take the place of one step's.</summary>
/// <param name="options">How.</param>
internal sealed class LayerCompression(CompressionOptions options)
{
    /// <summary>Replaces the maps of a step whose input has been computed.</summary>
    /// <param name="step">The step.</param>
    /// <param name="values">The values.</param>
    /// <param name="samples">Number of samples.</param>
    /// <returns>What has become of it.</returns>
    /// <exception cref="ArgumentException">The rows will not do.</exception>
    public CompressedLayer Replace(LinearStep step, NetworkValues values, int samples)
    {
        var maps = new ICompressedLinear[step.Maps.Length];
        (double difference, double norm) = (0, 0);
        for (int map = 0; map < maps.Length; map++)
        {
            ExactLinear exact = step.Exact[map];
            float[] rows = Spread(step.RowsOf(values, samples, map), exact.Inputs);
            try
            {
                maps[map] = Make(step.Sources[map], exact, rows);
            }
            catch (ArgumentException problem)
            {
                throw new ArgumentException($"{step.Name} cannot be compressed: {Arguments.Said(problem)}", nameof(samples), problem);
            }

            (double squares, double all) = Compare(exact, maps[map], rows);
            difference += squares;
            norm += all;
        }

        step.Maps = maps;
        return new CompressedLayer(step.Name, step.Rows, [.. maps], [.. step.Exact], norm == 0 ? 0 : Math.Sqrt(difference / norm));
    }

    private ICompressedLinear Make(LinearSource source, ExactLinear exact, float[] rows) => options.Method == CompressionMethod.Int8
        ? Int8Linear.Quantise(rows, source.Weight, source.Bias, exact.Outputs)
        : MaddnessLinear.Train(
            rows, source.Weight, source.Bias, exact.Outputs, options.Maddness with { Codebooks = Math.Min(options.Maddness.Codebooks, exact.Inputs) });

    private float[] Spread(ReadOnlySpan<float> rows, int inputs)
    {
        int count = rows.Length / inputs;
        if (count <= options.MostRows)
        {
            return rows.ToArray();
        }

        float[] some = new float[options.MostRows * inputs];
        for (int i = 0; i < options.MostRows; i++)
        {
            rows.Slice((int)((long)i * count / options.MostRows) * inputs, inputs).CopyTo(some.AsSpan(i * inputs));
        }

        return some;
    }

    private static (double Difference, double Norm) Compare(ExactLinear exact, ICompressedLinear map, float[] rows)
    {
        int count = rows.Length / exact.Inputs;
        float[] expected = new float[count * exact.Outputs], found = new float[expected.Length];
        exact.Multiply(rows, expected);
        map.Multiply(rows, found);
        (double difference, double norm) = (0, 0);
        for (int i = 0; i < expected.Length; i++)
        {
            double apart = found[i] - (double)expected[i];
            difference += apart * apart;
            norm += (double)expected[i] * expected[i];
        }

        return (difference, norm);
    }
}
