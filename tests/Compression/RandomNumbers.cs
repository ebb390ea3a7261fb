namespace SparseGen.Tests.Compression;

/// <summary>Numbers from seeds.</summary>
internal static class RandomNumbers
{
    /// <summary>Normally distributed.</summary>
    public static float[] Normal(int count, int seed, double deviation = 1)
    {
        var random = new Random(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return numbers;
    }

    /// <summary>Rows near a few centres, as the features of a network lie: what codebooks are for.</summary>
    public static float[] Clustered(int rows, int columns, int centres, int seed)
    {
        float[] middle = Normal(centres * columns, seed), around = Normal(rows * columns, seed + 1, 0.3);
        var random = new Random(seed + 2);
        for (int row = 0; row < rows; row++)
        {
            int centre = random.Next(centres);
            for (int column = 0; column < columns; column++)
            {
                around[(row * columns) + column] += middle[(centre * columns) + column];
            }
        }

        return around;
    }

    /// <summary>x W^T + b in double precision.</summary>
    public static double[] Product(float[] rows, float[] weight, float[] bias, int inputs)
    {
        int count = rows.Length / inputs, outputs = weight.Length / inputs;
        double[] result = new double[count * outputs];
        for (int i = 0; i < result.Length; i++)
        {
            double sum = bias.Length == 0 ? 0 : bias[i % outputs];
            for (int k = 0; k < inputs; k++)
            {
                sum += (double)rows[(i / outputs * inputs) + k] * weight[(i % outputs * inputs) + k];
            }

            result[i] = sum;
        }

        return result;
    }

    /// <summary>Norm of the differences over the norm of what was expected.</summary>
    public static double Error(float[] found, double[] expected)
    {
        (double difference, double norm) = (0, 0);
        for (int i = 0; i < expected.Length; i++)
        {
            difference += (found[i] - expected[i]) * (found[i] - expected[i]);
            norm += expected[i] * expected[i];
        }

        return Math.Sqrt(difference / norm);
    }
}
