using SparseGen.Bench.Layers;
using SparseGen.Compression;

namespace SparseGen.Bench.Compression;

/// <summary>The maps that are measured: integers at the sizes of hidden layers, tables at those of the paper's classifiers, 512 features and 10 or 100 classes.</summary>
internal static class CompressedMaps
{
    private const int Centres = 200, TrainingRows = 4096;

    /// <summary>
    /// Rows that a second-level cache holds, as those of a chunk of samples behind the layer before; and so many as the paper's test images, that come out of memory.
    /// </summary>
    private const int FewRows = 256, ManyRows = 10_000;

    private static readonly (int Inputs, int Outputs, int Rows)[] s_integers =
        [(512, 512, 128), (1024, 1024, 128), (2048, 2048, 1), (2048, 2048, 8), (2048, 2048, 128), (2048, 2048, 1024), (512, 10, 1024)];

    private static readonly (int Inputs, int Outputs, int Codebooks)[] s_tables =
        [(512, 10, 4), (512, 10, 16), (512, 10, 64), (512, 100, 4), (512, 100, 8), (512, 100, 16), (512, 100, 32), (512, 100, 64)];

    /// <summary>Measures all, one after another.</summary>
    /// <param name="settings">How often and how long.</param>
    public static IEnumerable<CompressedMapRow> Measure(LayerSettings settings)
    {
        foreach ((int inputs, int outputs, int rows) in s_integers)
        {
            (float[] samples, float[] weight) = Draw(inputs, outputs, 256);
            yield return Measure("int8", Int8Linear.Quantise(samples, weight, [], outputs), weight, rows, settings);
        }

        foreach ((int inputs, int outputs, int codebooks) in s_tables)
        {
            (float[] samples, float[] weight) = Draw(inputs, outputs, TrainingRows);
            MaddnessLinear map = MaddnessLinear.Train(samples, weight, [], outputs, new MaddnessOptions { Codebooks = codebooks });
            yield return Measure($"maddness {codebooks}", map, weight, FewRows, settings);
            yield return Measure($"maddness {codebooks}", map, weight, ManyRows, settings);
            yield return Measure($"maddness {codebooks}, columns", map, weight, ManyRows, settings, isOfColumns: true);
        }
    }

    private static CompressedMapRow Measure(string name, ICompressedLinear map, float[] weight, int rows, LayerSettings settings, bool isOfColumns = false)
    {
        var exact = new ExactLinear(weight, [], map.Outputs);
        float[] input = Rows(map.Inputs, rows, seed: 2), output = new float[rows * map.Outputs], expected = new float[output.Length];
        float[] columns = isOfColumns ? Transposed(input, map.Inputs) : [];
        Action multiply = isOfColumns ? () => ((MaddnessLinear)map).MultiplyColumns(columns, rows, output) : () => map.Multiply(input, output);
        Pair pair = Interleaved.Measure(multiply, () => exact.Multiply(input, expected), settings);
        (double difference, double norm) = (0, 0);
        for (int i = 0; i < output.Length; i++)
        {
            difference += (output[i] - (double)expected[i]) * (output[i] - (double)expected[i]);
            norm += (double)expected[i] * expected[i];
        }

        return new CompressedMapRow(
            name, map.Inputs, map.Outputs, rows, Math.Sqrt(difference / norm), 1e9 * pair.OtherSeconds / rows, 1e9 * pair.Seconds / rows, pair.Ratio, map.Bytes, exact.Bytes);
    }

    private static float[] Transposed(float[] matrix, int columns)
    {
        float[] result = new float[matrix.Length];
        int rows = matrix.Length / columns;
        for (int at = 0; at < result.Length; at++)
        {
            result[at] = matrix[(at % rows * columns) + (at / rows)];
        }

        return result;
    }

    private static (float[] Samples, float[] Weight) Draw(int inputs, int outputs, int rows)
    {
        var random = new CounterRandom(3, "weights");
        float[] weight = new float[inputs * outputs];
        for (int i = 0; i < weight.Length; i++)
        {
            weight[i] = (float)(random.NextNormal() / Math.Sqrt(inputs));
        }

        return (Rows(inputs, rows, seed: 1), weight);
    }

    /// <summary>Rows about common centres and behind a ReLU, as features of a network lie.</summary>
    private static float[] Rows(int inputs, int rows, ulong seed)
    {
        var places = new CounterRandom(7, "centres");
        float[] centres = new float[Centres * inputs];
        for (int i = 0; i < centres.Length; i++)
        {
            centres[i] = (float)places.NextNormal();
        }

        var random = new CounterRandom(seed, "rows");
        float[] result = new float[rows * inputs];
        for (int row = 0; row < rows; row++)
        {
            int centre = random.NextInt32(Centres);
            for (int i = 0; i < inputs; i++)
            {
                result[(row * inputs) + i] = MathF.Max(0, centres[(centre * inputs) + i] + (float)(0.3 * random.NextNormal()));
            }
        }

        return result;
    }
}
