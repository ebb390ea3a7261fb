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
    private readonly KeyValuePair<string, string>[] _settings;

    private RunSettings(KeyValuePair<string, string>[] settings, float peakLearningRate)
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

        KeyValuePair<string, string>[] lines = [.. text.Split('\n').Select(static line => line.Split(": ", 2) is [string name, string value]
            ? KeyValuePair.Create(name, value)
            : throw new InvalidDataException($"\"{line}\" is no setting of a run."))];
        return lines[^1].Key == PeakName && float.TryParse(lines[^1].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out float peak)
            ? new RunSettings(lines[..^1], peak)
            : throw new InvalidDataException($"The settings of a run end with \"{lines[^1].Key}: {lines[^1].Value}\"; expected the {PeakName}.");
    }

    /// <summary>A line a setting.</summary>
    public string ToText() => string.Join(
        '\n', [.. _settings.Select(static setting => $"{setting.Key}: {setting.Value}"), $"{PeakName}: {PeakLearningRate.ToString("R", CultureInfo.InvariantCulture)}"]);

    /// <summary>This run, where a call asks for it. Its learning rate is not asked for, since the state brings it along.</summary>
    /// <exception cref="ArgumentException">It asks for another; the message lists what differs.</exception>
    public RunSettings Confirm(RunSettings options)
    {
        Dictionary<string, string> asked = options._settings.ToDictionary();
        string[] differences = [.. _settings.Where(setting => asked.GetValueOrDefault(setting.Key) != setting.Value)
            .Select(setting => $"{setting.Key} {asked.GetValueOrDefault(setting.Key) ?? "(none)"} in place of {setting.Value}")];
        return differences.Length == 0
            ? this
            : throw new ArgumentException(
                $"The loaded state is in the middle of a run, and this one differs: {string.Join("; ", differences)}. Ask for the same, or call Position.Reset() "
                + "to begin a new run with the loaded parameters and moments.",
                nameof(options));
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
