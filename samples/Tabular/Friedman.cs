namespace Tabular;

/// <summary>
/// Rows of ten numbers from 0 to 1 and the number to predict: 10 sin(pi a b) + 20 (c - 0.5)^2 + 10 d + 5 e, with noise of deviation 1 (Friedman 1991, "Multivariate adaptive
/// regression splines"). The other five columns say nothing. An eleventh column is a category, the number of the place where it was measured, and each place has
/// a level of its own. No model can have a root mean squared error below 1, the noise.
/// </summary>
internal static class Friedman
{
    /// <summary>Columns of numbers.</summary>
    public const int Features = 10;

    /// <summary>Places, the categories of the column behind them.</summary>
    public const int Places = 8;

    /// <summary>Columns of a row.</summary>
    public const int Columns = Features + 1;

    private static readonly float[] Levels = [0, 3, -2, 1, -2.5f, 2, -1, 1.5f];

    public static (float[] Rows, float[] Targets) Draw(int count, int seed)
    {
        var random = new Random(seed);
        float[] rows = new float[count * Columns];
        float[] targets = new float[count];
        for (int i = 0; i < count; i++)
        {
            Span<float> row = rows.AsSpan(i * Columns, Columns);
            foreach (ref float number in row[..Features])
            {
                number = random.NextSingle();
            }

            row[Features] = random.Next(Places);

            targets[i] = Function(row) + Normal(random);
        }

        return (rows, targets);
    }

    public static float Function(ReadOnlySpan<float> row) =>
        (10 * MathF.Sin(MathF.PI * row[0] * row[1])) + (20 * (row[2] - 0.5f) * (row[2] - 0.5f)) + (10 * row[3]) + (5 * row[4]) + Levels[(int)row[Features]];

    // Box and Muller's way from even numbers to normal ones.
    private static float Normal(Random random) =>
        MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());
}
