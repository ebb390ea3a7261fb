using System.Diagnostics;
using SparseGen.Tool.Display;

namespace SparseGen.Tool.Operations;

/// <summary>
/// Saves the state of a training while it runs: at the ends of epochs and every so many seconds, both only as often as saving costs little beside training.
/// A state that cannot be saved, on a full disk for instance, ends no training.
/// </summary>
/// <typeparam name="TModel">The model.</typeparam>
internal sealed class StateKeeper<TModel> : IProgress<TrainingProgress>
    where TModel : class, IModel<TModel>
{
    // Epochs of small data end many times a second.
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    // Saving takes at most one part in so many of the time.
    private const int ShareOfTime = 20;

    private readonly Trainer<TModel> _trainer;
    private readonly string _path;
    private readonly Dictionary<string, string> _run;
    private readonly TimeSpan _interval;
    private readonly IProgress<TrainingProgress> _display;
    private readonly Stopwatch _sinceSave = Stopwatch.StartNew();
    private TimeSpan _cost;
    private bool _hasWarned;

    /// <param name="trainer">Whose state.</param>
    /// <param name="files">Where to, and what of.</param>
    /// <param name="interval">From one state to the next; zero for one after every step.</param>
    /// <param name="display">Told about every step too.</param>
    public StateKeeper(Trainer<TModel> trainer, TrainFiles files, TimeSpan interval, IProgress<TrainingProgress> display)
    {
        _trainer = trainer;
        _path = files.State;
        _run = files.DescribeRun();
        _interval = interval;
        _display = display;
        trainer.EpochEnded += (_, epoch) => SaveWhenDue(epoch.Epoch == epoch.Epochs ? TimeSpan.Zero : Shorter(ShortestInterval));
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        _display.Report(value);
        SaveWhenDue(_interval);
    }

    /// <summary>Saves the state now.</summary>
    /// <exception cref="IOException">It cannot be saved.</exception>
    public void Save()
    {
        long start = Stopwatch.GetTimestamp();
        _trainer.SaveState(_path, _run);
        _cost = Stopwatch.GetElapsedTime(start);
    }

    private void SaveWhenDue(TimeSpan interval)
    {
        if (_sinceSave.Elapsed < (interval == TimeSpan.Zero ? interval : Longer(interval, ShareOfTime * _cost)))
        {
            return;
        }

        try
        {
            Save();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_hasWarned)
            {
                _hasWarned = true;
                Terminal.WriteError($"the state of the training cannot be saved; it goes on without: {exception.Message}");
            }
        }

        _sinceSave.Restart();
    }

    private TimeSpan Shorter(TimeSpan other) => other < _interval ? other : _interval;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
