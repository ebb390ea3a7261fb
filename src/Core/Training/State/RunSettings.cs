using System.Globalization;

namespace SparseGen;

/// <summary>
/// What decides the steps of a run of <see cref="Trainer{TModel}.Fit"/> beside its data. A run that goes on from a saved state has to be asked for the same, or
/// its order of samples and its learning rates would be those of no run at all.
/// </summary>
internal sealed class RunSettings
{
    private const string PeakName = "learning rate";

    // A line a setting, name and value; the same names in the same order.
    private readonly Setting[] _settings;

    private RunSettings(Setting[] settings, float peakLearningRate)
    {
        _settings = settings;
        PeakLearningRate = peakLearningRate;
    }

    /// <summary>The optimiser's learning rate when the run began.</summary>
    public float PeakLearningRate { get; }

    /// <summary>The settings of a run.</summary>
    public static RunSettings Of(TrainingOptions options, Dataset train, IOptimizer optimizer, ParameterVector parameters) => new(
        [
            new("samples", Text(train.Count)),
            new("epochs", Text(options.Epochs)),
            new("batch size", Text(options.BatchSize)),
            new("shuffle", options.Shuffle ? "true" : "false"),
            new("seed", Text(options.Seed)),
            new("schedule", StateFields.SettingsOf(options.Schedule, parameters)),
        ],
        optimizer.LearningRate);

    /// <summary>Reads what <see cref="ToText"/> wrote; null for an empty text.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static RunSettings? Parse(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        Setting[] lines = Array.ConvertAll(text.Split('\n'), static line => line.Split(": ", 2) is [string name, string value]
            ? new Setting(name, value)
            : throw new InvalidDataException($"\"{line}\" is no setting of a run."));
        return lines[^1].Name == PeakName && float.TryParse(lines[^1].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out float peak)
            ? new RunSettings([.. lines.AsSpan(0, lines.Length - 1)], peak)
            : throw new InvalidDataException($"The settings of a run end with \"{lines[^1].Name}: {lines[^1].Value}\"; expected the {PeakName}.");
    }

    /// <summary>A line a setting.</summary>
    public string ToText()
    {
        Setting[] lines = [.. _settings, new(PeakName, PeakLearningRate.ToString("R", CultureInfo.InvariantCulture))];
        return string.Join('\n', Array.ConvertAll(lines, static setting => $"{setting.Name}: {setting.Value}"));
    }

    /// <summary>This run, where a call asks for it. Its learning rate is not asked for, since the state brings it along.</summary>
    /// <exception cref="ArgumentException">It asks for another; the message lists what differs.</exception>
    public RunSettings Confirm(RunSettings options)
    {
        var differences = new List<string>();
        foreach (Setting setting in _settings)
        {
            string? asked = Array.Find(options._settings, other => other.Name == setting.Name)?.Value;
            if (asked != setting.Value)
            {
                differences.Add($"{setting.Name} {asked ?? "(none)"} in place of {setting.Value}");
            }
        }

        return differences.Count == 0
            ? this
            : throw new ArgumentException(
                $"The loaded state is in the middle of a run, and this one differs: {string.Join("; ", differences)}. Ask for the same, or call Position.Reset() "
                + "to begin a new run with the loaded parameters and moments.",
                nameof(options));
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private sealed record Setting(string Name, string Value);
}
