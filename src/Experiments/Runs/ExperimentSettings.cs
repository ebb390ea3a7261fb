using System.Globalization;

namespace SparseGen.Experiments;

/// <summary>What all runs of an experiment have in common, in order: it stands in the first line of their file.</summary>
/// <remarks>
/// What belongs here is all that the results depend on and that does not stand in a line of its own: images, epochs, batch, learning rate, device. The
/// number of seeds does not, since more of them only add lines.
/// </remarks>
internal sealed class ExperimentSettings
{
    private readonly List<KeyValuePair<string, string>> _values = [];

    /// <summary>Names and values in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values => _values;

    /// <summary>Adds a setting.</summary>
    /// <param name="name">Its name, such as <c>epochs</c>.</param>
    /// <param name="value">Its value; written in the same way on every machine.</param>
    public ExperimentSettings Add(string name, IFormattable value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(name, value.ToString(null, CultureInfo.InvariantCulture));
    }

    /// <summary>Adds a setting.</summary>
    /// <param name="name">Its name, such as <c>device</c>.</param>
    /// <param name="value">Its value; in one line and without semicolon.</param>
    public ExperimentSettings Add(string name, string value)
    {
        if (value.AsSpan().IndexOfAny(';', '\n', '\r') >= 0)
        {
            throw new ArgumentException($"The setting {name} is '{value}'; expected one line without semicolon.", nameof(value));
        }

        _values.Add(new(name, value));
        return this;
    }

    /// <summary>The settings in one line: <c>epochs=10; batch=128</c>.</summary>
    public override string ToString() => string.Join("; ", _values.Select(setting => $"{setting.Key}={setting.Value}"));

    /// <summary>What stands before the settings in the first line of a file; files from when experiments were commands of sparsegen go on, so it says so still.</summary>
    /// <param name="experiment">Name of the experiment.</param>
    public static string Prefix(string experiment) => $"# sparsegen experiment {experiment}: ";

    /// <summary>Where two lines of settings differ, for people: <c>epochs=5, not epochs=10</c>.</summary>
    /// <param name="found">The line of a file.</param>
    /// <param name="wanted">The line that this run would write.</param>
    public static string Difference(string found, string wanted)
    {
        string[] before = Parts(found);
        string[] now = Parts(wanted);
        return $"{Text(before.Except(now))}, not {Text(now.Except(before))}";

        static string[] Parts(string line) => line.Split([": ", "; "], StringSplitOptions.None);
        static string Text(IEnumerable<string> parts) => string.Join(" and ", parts.DefaultIfEmpty("less"));
    }
}
