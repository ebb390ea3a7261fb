using System.Globalization;

namespace SparseGen;

/// <summary>Saves the files of a <see cref="CheckpointPolicy"/>, removes what is older, and keeps a list of what did not go well.</summary>
internal sealed class CheckpointFiles<TModel>(Trainer<TModel> trainer, CheckpointPolicy policy, FitState fit)
    where TModel : class, IModel<TModel>
{
    private readonly List<string> _saved = [];
    private readonly List<CheckpointFailure> _failures = [];
    private int _reported;
    private int _savedEpoch;

    /// <summary>All failures of the run.</summary>
    public IReadOnlyList<CheckpointFailure> Failures => _failures;

    /// <summary>What was saved, and what failed, since the last call.</summary>
    public (IReadOnlyList<string> Saved, IReadOnlyList<CheckpointFailure> Failures) TakeNews()
    {
        string[] saved = [.. _saved];
        CheckpointFailure[] failures = [.. _failures.Skip(_reported)];
        _saved.Clear();
        _reported = _failures.Count;
        return (saved, failures);
    }

    /// <summary>To be called after every step.</summary>
    public void AfterStep(int step, int epoch)
    {
        if (policy.EverySteps > 0 && step % policy.EverySteps == 0)
        {
            SaveRegularly(string.Create(CultureInfo.InvariantCulture, $"step-{step:D8}"), epoch, []);
        }
    }

    /// <summary>To be called at the end of every epoch.</summary>
    public void AfterEpoch(int epoch, bool isLast, bool isBest, IReadOnlyDictionary<string, double> metrics)
    {
        if (isBest)
        {
            string path = Path.Combine(policy.Folder, "best.safetensors");
            Save(path, epoch, () => Checkpoint.Save(path, trainer.Model, Metadata(epoch, metrics)));
        }

        if (policy.EveryEpochs > 0 && _savedEpoch != epoch && (isLast || epoch % policy.EveryEpochs == 0))
        {
            _savedEpoch = epoch;
            SaveRegularly(string.Create(CultureInfo.InvariantCulture, $"epoch-{epoch:D4}"), epoch, metrics);
        }
    }

    private static Dictionary<string, string> Metadata(int epoch, IEnumerable<KeyValuePair<string, double>> metrics)
    {
        // The keys of a state's own entries have slashes, and a metric's name may be anything.
        var metadata = new Dictionary<string, string> { ["fit.epoch"] = epoch.ToString(CultureInfo.InvariantCulture) };
        foreach ((string name, double value) in metrics)
        {
            metadata[$"fit.{name.Replace('/', '.')}"] = value.ToString("R", CultureInfo.InvariantCulture);
        }

        return metadata;
    }

    private void SaveRegularly(string name, int epoch, IEnumerable<KeyValuePair<string, double>> metrics)
    {
        string file = name + (policy.States ? ".state.safetensors" : ".safetensors");
        string path = Path.Combine(policy.Folder, file);

        // In the list before it is saved: a run that goes on from the file has to know that it is there.
        fit.Files.Remove(file);
        fit.Files.Add(file);
        Dictionary<string, string> metadata = Metadata(epoch, metrics);
        bool isSaved = Save(path, epoch, () =>
        {
            if (policy.States)
            {
                trainer.SaveState(path, metadata);
            }
            else
            {
                Checkpoint.Save(path, trainer.Model, metadata);
            }
        });
        if (!isSaved)
        {
            fit.Files.Remove(file);
        }
        else if (policy.KeepLast > 0)
        {
            RemoveOld(epoch);
        }
    }

    private bool Save(string path, int epoch, Action save)
    {
        if (!float.IsFinite(trainer.Model.Parameters.InfinityNorm()))
        {
            // The last step overflowed; the next one will say so.
            return false;
        }

        try
        {
            save();
            _saved.Add(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _failures.Add(new CheckpointFailure(path, epoch, exception));
            return false;
        }
    }

    private void RemoveOld(int epoch)
    {
        while (fit.Files.Count > policy.KeepLast)
        {
            string path = Path.Combine(policy.Folder, fit.Files[0]);
            fit.Files.RemoveAt(0);
            try
            {
                File.Delete(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _failures.Add(new CheckpointFailure(path, epoch, exception));
            }
        }
    }
}
