namespace Tabular;

/// <summary>Mean and deviation of each column. A network learns best from numbers around 0 of about 1; what it predicts is turned back.</summary>
/// <param name="means">The mean of each column.</param>
/// <param name="deviations">The deviation of each column.</param>
internal sealed class Standardization(float[] means, float[] deviations)
{
    /// <summary>Measures the columns. Only of training rows: those for testing are not known beforehand.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">Numbers of a row.</param>
    /// <param name="numbers">How many of the first columns are to be scaled: categories behind them stay as they are.</param>
    public static Standardization Of(ReadOnlySpan<float> rows, int columns, int numbers)
    {
        int count = rows.Length / columns;
        double[] sums = new double[columns], squares = new double[columns];
        for (int i = 0; i < rows.Length; i++)
        {
            sums[i % columns] += rows[i];
            squares[i % columns] += (double)rows[i] * rows[i];
        }

        float[] means = [.. sums.Select(sum => (float)(sum / count))];
        float[] deviations = [.. squares.Select((square, j) => (float)Math.Sqrt((square / count) - ((double)means[j] * means[j])))];
        for (int column = numbers; column < columns; column++)
        {
            (means[column], deviations[column]) = (0, 1);
        }

        return new Standardization(means, deviations);
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
