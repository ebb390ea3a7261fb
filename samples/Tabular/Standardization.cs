namespace Tabular;

/// <summary>Mean and deviation of each column. A network learns best from numbers around 0 of about 1; what it predicts is turned back.</summary>
/// <param name="means">The mean of each column.</param>
/// <param name="deviations">The deviation of each column.</param>
internal sealed class Standardization(float[] means, float[] deviations)
{
    /// <summary>Measures the columns. Only of training rows: those for testing are not known beforehand.</summary>
    public static Standardization Of(ReadOnlySpan<float> rows, int columns)
    {
        int count = rows.Length / columns;
        double[] sums = new double[columns], squares = new double[columns];
        for (int i = 0; i < rows.Length; i++)
        {
            sums[i % columns] += rows[i];
            squares[i % columns] += (double)rows[i] * rows[i];
        }

        float[] means = [.. sums.Select(sum => (float)(sum / count))];
        return new Standardization(means, [.. squares.Select((square, j) => (float)Math.Sqrt((square / count) - ((double)means[j] * means[j])))]);
    }

    public float[] Apply(ReadOnlySpan<float> rows)
    {
        float[] scaled = new float[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            scaled[i] = (rows[i] - means[i % means.Length]) / deviations[i % means.Length];
        }

        return scaled;
    }

    public float Restore(float number, int column = 0) => (number * deviations[column]) + means[column];
}
