using System.Globalization;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Datasets;

namespace SparseGen.Tool.Operations;

/// <summary>
/// The files of a training: its checkpoint, which only a finished run writes and which no worse run replaces, and the state beside it, from which an unfinished
/// run goes on.
/// </summary>
/// <param name="settings">How the model is trained.</param>
/// <param name="data">What with.</param>
internal sealed class TrainFiles(TrainSettings settings, DataSplit data)
{
    private const string AccuracyKey = "testAccuracy";
    private const string TestImagesKey = "testImages";
    private const string DataKey = "data";

    private readonly DataRecord _record = DataRecord.Of(settings.Directory, settings.Limit, data.Test);

    /// <summary>Full path of the checkpoint.</summary>
    public string Checkpoint { get; } = Path.GetFullPath(settings.Checkpoint);

    /// <summary>Full path of the state: the checkpoint's name with <c>.state.safetensors</c>.</summary>
    public string State { get; } = Path.ChangeExtension(Path.GetFullPath(settings.Checkpoint), ".state.safetensors");

    /// <summary>Whether there is a state to go on from, and that is asked for.</summary>
    public bool GoesOn => settings.Resume && File.Exists(State);

    /// <summary>Looks at what is there before anything is computed.</summary>
    /// <exception cref="CommandException">Something there would be lost, or is no state of this run.</exception>
    public void Check()
    {
        OutputFile.Prepare("--checkpoint", State, isReplaced: true);
        if (GoesOn)
        {
            CheckState();
        }
        else if (File.Exists(State) && !settings.Overwrite)
        {
            throw new CommandException(
                $"--checkpoint: an unfinished run has left its state in '{State}'; --resume goes on from it, --overwrite begins a new run in its place");
        }

        if (File.Exists(Checkpoint) && !settings.Overwrite && FindAccuracy(out string why) is null)
        {
            throw new CommandException(
                $"--checkpoint: '{Checkpoint}' is there, and whether this run will be better cannot be told: {why}; name another file, or say --overwrite");
        }
    }

    /// <summary>Where the parameters of a finished run go: to the checkpoint, or beside a better one that is there.</summary>
    /// <param name="accuracy">Share of the test images that the run names rightly.</param>
    public string Place(double accuracy)
    {
        if (!File.Exists(Checkpoint) || settings.Overwrite || !(FindAccuracy(out _) > accuracy))
        {
            return Checkpoint;
        }

        // Beside it, under the first name that is free.
        int number = 2;
        while (File.Exists(Numbered(number)))
        {
            number++;
        }

        return Numbered(number);
    }

    /// <summary>What a state says of its run, so that one that goes on is the same.</summary>
    public Dictionary<string, string> DescribeRun() => new()
    {
        [DataKey] = settings.Data.Name,
        ["trainImages"] = Text(data.Train.Count),
        [TestImagesKey] = Text(data.Test.Count),
        ["epochs"] = Text(settings.Epochs),
        ["batch"] = Text(settings.Batch),
        ["lr"] = Text(settings.LearningRate),
        ["weight-decay"] = Text(settings.WeightDecay),
        ["seed"] = Text(settings.Seed),
    };

    /// <summary>What a checkpoint says of the run that made it.</summary>
    public Dictionary<string, string> DescribeResult(long steps, EvaluationResult test)
    {
        var metadata = new Dictionary<string, string>
        {
            [DataKey] = settings.Data.Name,
            ["seed"] = Text(settings.Seed),
            ["steps"] = Text(steps),
            [AccuracyKey] = test.Accuracy.ToString("R", CultureInfo.InvariantCulture),
            [TestImagesKey] = Text(test.Count),
        };
        _record.Write(metadata);
        return metadata;
    }

    private void CheckState()
    {
        CheckpointInfo info = SparseGen.Checkpoint.ReadInfo(State);
        string[] differences = [.. DescribeRun()
            .Where(entry => info.Metadata.GetValueOrDefault(entry.Key) != entry.Value)
            .Select(entry => $"{entry.Key} {entry.Value} in place of {info.Metadata.GetValueOrDefault(entry.Key) ?? "(none)"}")];
        if (differences.Length > 0)
        {
            throw new CommandException($"--resume: '{State}' is the state of a run with other settings: {string.Join(", ", differences)}");
        }
    }

    // Null where the file does not say, or says it of other images.
    private double? FindAccuracy(out string why)
    {
        try
        {
            CheckpointInfo info = SparseGen.Checkpoint.ReadInfo(Checkpoint);
            why = !double.TryParse(info.Metadata.GetValueOrDefault(AccuracyKey), NumberStyles.Float, CultureInfo.InvariantCulture, out double accuracy)
                    || double.IsNaN(accuracy)
                ? "it has no test accuracy in its metadata"
                : info.Model != settings.Model.Info.Name ? $"it is of the model {info.Model ?? "(none)"}"
                : info.Metadata.GetValueOrDefault(DataKey) != settings.Data.Name ? $"it was tested on {info.Metadata.GetValueOrDefault(DataKey) ?? "other data"}"
                : info.Metadata.GetValueOrDefault(TestImagesKey, Text(data.Test.Count)) != Text(data.Test.Count)
                    ? $"it was tested on {info.Metadata[TestImagesKey]} images, and this run on {data.Test.Count}"
                : DataRecord.Read(info).HasTestImagesOf(_record) == false ? "it was tested on other images"
                : string.Empty;
            return why.Length == 0 ? accuracy : null;
        }
        catch (CheckpointException exception)
        {
            why = exception.Message;
            return null;
        }
    }

    private string Numbered(int number) => Path.ChangeExtension(Checkpoint, $".{Text(number)}{Path.GetExtension(Checkpoint)}");

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
