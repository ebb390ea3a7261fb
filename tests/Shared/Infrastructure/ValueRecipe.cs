using System.Text;

namespace SparseGen.Tests.Infrastructure;

/// <summary>
/// Numbers that this test tree and <c>Fixtures/make_fixtures.py</c> compute to the same bits, so that fixtures need not store inputs
/// and initial values. Change both or neither.
/// </summary>
internal static class ValueRecipe
{
    /// <summary>
    /// Numbers in [-1, 1), multiples of 2^-23: FNV-1a of <paramref name="name"/>, then MurmurHash3's finaliser of seed + index * 0x9E3779B9.
    /// </summary>
    public static float[] Values(string name, int count)
    {
        var seed = 0x811C9DC5u;
        foreach (var letter in Encoding.UTF8.GetBytes(name))
        {
            seed = (seed ^ letter) * 0x01000193;
        }

        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            var h = unchecked((uint)i * 0x9E3779B9 + seed);
            h = (h ^ (h >> 16)) * 0x85EBCA6B;
            h = (h ^ (h >> 13)) * 0xC2B2AE35;
            h ^= h >> 16;
            values[i] = (h >> 8) * (1f / (1 << 23)) - 1f;
        }

        return values;
    }

    /// <summary>The input of a batch: <see cref="Values"/>, and in columns of categories what such a number is as a share of them all.</summary>
    public static float[] Input(ModelInfo info, int batch, string name = "input") => Input(batch, info.InputSize, info.Categories, name);

    /// <summary>The same for a sample of so many numbers with these columns.</summary>
    public static float[] Input(int batch, int size, IEnumerable<CategoryInfo> categories, string name = "input")
    {
        var input = Values(name, batch * size);
        foreach (var column in categories.DistinctBy(static column => column.Column))
        {
            SetCategories(input, size, column);
        }

        return input;
    }

    private static void SetCategories(float[] input, int size, CategoryInfo column)
    {
        for (var start = 0; start < input.Length; start += size)
        {
            for (var token = 0; token < column.Tokens; token++)
            {
                ref var value = ref input[start + column.Column + (token * column.Stride)];
                value = MathF.Floor((value + 1f) * 0.5f * column.Count);
            }
        }
    }

    /// <summary>Initial values by name and shape. Matrices: variance 1/fan-in. Scales of a norm and running variances: 1 +- 0.2. Biases: +- 0.1.</summary>
    public static float[] Initial(string name, IReadOnlyList<int> shape)
    {
        var count = shape.Aggregate(1, (product, size) => product * size);
        var values = Values(name, count);
        if (shape.Count > 1)
        {
            var scale = (float)Math.Sqrt(3.0 / (count / shape[0]));
            return Array.ConvertAll(values, u => u * scale);
        }

        return name.EndsWith("weight", StringComparison.Ordinal) || name.EndsWith("running_var", StringComparison.Ordinal)
            ? Array.ConvertAll(values, u => u * 0.2f + 1f)
            : Array.ConvertAll(values, u => u * 0.1f);
    }

    /// <summary>Labels in [0, classes).</summary>
    public static int[] Labels(string name, int count, int classes) =>
        Array.ConvertAll(Values(name, count), u => (int)((u + 1f) * 0.5f * classes));

    /// <summary>The same numbers in double precision.</summary>
    public static double[] Widen(IEnumerable<float> values) => [.. values.Select(value => (double)value)];
}
