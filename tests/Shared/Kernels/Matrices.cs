using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>A matrix a sample, and plain loops over it.</summary>
internal sealed record Matrices(int Samples, int Rows, int Columns)
{
    public int Size => Samples * Rows * Columns;

    public float[] Values => ValueRecipe.Values("values", Size);

    /// <summary>What a gradient holds before it is added to.</summary>
    public float[] Held(int length) => ValueRecipe.Values("held", length);

    public double[] AddedOverRows => Sum(Columns, static (_, _, column) => column, Held(Columns));

    public double[] AddedOverColumns => Sum(Rows, static (_, row, _) => row, Held(Rows));

    public double[] MeanOfRows => [.. Sum(Samples * Columns, (sample, _, column) => sample * Columns + column).Select(sum => sum / Rows)];

    public double[] SumOfColumns => Sum(Samples * Rows, (sample, row, _) => sample * Rows + row);

    public float[] RepeatedColumns
    {
        get
        {
            var values = Values;
            return [.. Enumerable.Range(0, Size).Select(at => values[at / Columns])];
        }
    }

    public float[] RepeatedRows(float scale)
    {
        var values = Values;
        return [.. Enumerable.Range(0, Size).Select(at => values[at / (Rows * Columns) * Columns + at % Columns] * scale)];
    }

    private double[] Sum(int length, Func<int, int, int, int> place, float[]? held = null)
    {
        var values = Values;
        var sums = ValueRecipe.Widen(held ?? new float[length]);
        for (var at = 0; at < Size; at++)
        {
            sums[place(at / (Rows * Columns), at / Columns % Rows, at % Columns)] += values[at];
        }

        return sums;
    }
}
