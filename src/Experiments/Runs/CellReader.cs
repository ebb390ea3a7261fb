using System.Collections.Immutable;
using System.Globalization;

namespace SparseGen.Experiments;

/// <summary>The cells of one line, taken one after another in the order of the columns.</summary>
/// <param name="columns">Names of the columns, for messages.</param>
/// <param name="cells">The cells; as many.</param>
internal sealed class CellReader(ImmutableArray<string> columns, string[] cells)
{
    private int _next;

    /// <summary>The next cell as it stands.</summary>
    public string Text() => cells[_next++];

    /// <summary>The next cell as a whole number.</summary>
    public int Int() => int.TryParse(cells[_next], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
        ? Taken(value)
        : throw Unexpected("a whole number");

    /// <summary>The next cell as a number.</summary>
    public double Double() => double.TryParse(cells[_next], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        ? Taken(value)
        : throw Unexpected("a number");

    /// <summary>The next cell as several numbers.</summary>
    public double[] Doubles()
    {
        string[] numbers = cells[_next].Split(' ');
        double[] values = new double[numbers.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.TryParse(numbers[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]))
            {
                throw Unexpected("numbers with spaces between");
            }
        }

        return Taken(values);
    }

    /// <summary>The next cell as a number of 32 bits.</summary>
    public float Float() => float.TryParse(cells[_next], NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
        ? Taken(value)
        : throw Unexpected("a number");

    private T Taken<T>(T value)
    {
        _next++;
        return value;
    }

    private FormatException Unexpected(string expected) => new($"{columns[_next]} is '{cells[_next]}'; expected {expected}");
}
