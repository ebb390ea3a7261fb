using System.Globalization;
using SparseGen.Tool.Commands;

namespace SparseGen.Tool.Forecasting;

/// <summary>The checkpoint of a forecast, which no worse run replaces; its metadata hold the scaler and what it was judged by.</summary>
/// <param name="settings">How the model is trained.</param>
/// <param name="data">What with.</param>
internal sealed class ForecastFiles(ForecastSettings settings, ForecastData data)
{
    private const string ErrorKey = "testMase", DigestKey = "seriesDigest";

    private readonly string _digest = data.Digest();

    /// <summary>Full path of the checkpoint.</summary>
    public string Checkpoint { get; } = Path.GetFullPath(settings.Checkpoint);

    /// <summary>Looks at what is there before anything is computed.</summary>
    /// <exception cref="CommandException">Whether it is worth more than this run cannot be told.</exception>
    public void Check()
    {
        if (File.Exists(Checkpoint) && !settings.Overwrite && FindError(out string why) is null)
        {
            throw new CommandException(
                $"--checkpoint: '{Checkpoint}' is there, and whether this run will be better cannot be told: {why}; name another file, or say --overwrite");
        }
    }

    /// <summary>Where the parameters of a finished run go: to the checkpoint, or beside a better one that is there.</summary>
    /// <param name="error">The run's mean absolute scaled error on the test part.</param>
    public string Place(double? error)
    {
        if (!File.Exists(Checkpoint) || settings.Overwrite || !(FindError(out _) < error))
        {
            return Checkpoint;
        }

        int number = 2;
        while (File.Exists(Numbered(number)))
        {
            number++;
        }

        return Numbered(number);
    }

    /// <summary>What a checkpoint says of the run that made it.</summary>
    /// <param name="steps">Steps of the training.</param>
    /// <param name="error">The run's mean absolute scaled error on the test part.</param>
    public Dictionary<string, string> Describe(long steps, double? error)
    {
        var metadata = new Dictionary<string, string>
        {
            ["data"] = data.Name,
            [DigestKey] = _digest,
            ["season"] = data.Season.ToString(CultureInfo.InvariantCulture),
            ["seed"] = settings.Seed.ToString(CultureInfo.InvariantCulture),
            ["steps"] = steps.ToString(CultureInfo.InvariantCulture),
            [ErrorKey] = (error ?? double.NaN).ToString("R", CultureInfo.InvariantCulture),
        };
        data.Scaler.Write(metadata);
        return metadata;
    }

    // Null where the file does not say, or says it of another series.
    private double? FindError(out string why)
    {
        try
        {
            CheckpointInfo info = SparseGen.Checkpoint.ReadInfo(Checkpoint);
            why = !double.TryParse(info.Metadata.GetValueOrDefault(ErrorKey), NumberStyles.Float, CultureInfo.InvariantCulture, out double error) || double.IsNaN(error)
                    ? "it has no error of a forecast in its metadata"
                : info.Model != data.Model.Info.Name ? $"it is of the model {info.Model ?? "(none)"}"
                : info.Metadata.GetValueOrDefault(DigestKey) != _digest ? "it was trained on other numbers"
                : string.Empty;
            return why.Length == 0 ? error : null;
        }
        catch (CheckpointException exception)
        {
            why = exception.Message;
            return null;
        }
    }

    private string Numbered(int number) =>
        Path.ChangeExtension(Checkpoint, string.Create(CultureInfo.InvariantCulture, $".{number}{Path.GetExtension(Checkpoint)}"));
}
