namespace SparseGen;

/// <summary>What a training run did.</summary>
public sealed record TrainingResult
{
    /// <summary>The loss of every step of this call, before that step moved the parameters; of a step that was left out what it was, NaN for instance.</summary>
    public required IReadOnlyList<float> Losses { get; init; }

    /// <summary>Epochs that this call has finished.</summary>
    public required int Epochs { get; init; }

    /// <summary>Samples that were trained on, all epochs together.</summary>
    public required long Samples { get; init; }

    /// <summary>Seconds of training, evaluation not counted.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether the run was cancelled before its end; everything else says what was done until then.</summary>
    public required bool Cancelled { get; init; }

    /// <summary>How the trained model does on the test data; null without test data, and where the run was cancelled or stopped in an epoch.</summary>
    public required EvaluationResult? Test { get; init; }

    /// <summary>Why the call ended.</summary>
    public StopReason Stopped { get; init; }

    /// <summary>
    /// The last step that was left out since it was not finite, with its batch and what went wrong first; the one that ended the run where <see cref="Stopped"/> is
    /// <see cref="StopReason.NonFinite"/>. Null where there was none.
    /// </summary>
    public NonFiniteReport? NonFinite { get; init; }

    /// <summary>Steps of this call that were left out, by <see cref="OnNonFinite.Skip"/> or <see cref="OnNonFinite.RollBack"/>.</summary>
    public long SkippedSteps { get; init; }

    /// <summary>
    /// The best epoch, from 1, by the metric of <see cref="TrainingOptions.RestoreBest"/>, <see cref="TrainingOptions.EarlyStopping"/> or
    /// <see cref="CheckpointPolicy.Best"/>, the first of them that is set; 0 where there is none.
    /// </summary>
    public int BestEpoch { get; init; }

    /// <summary>The value of that metric in the best epoch; NaN where there is none.</summary>
    public double BestValue { get; init; } = double.NaN;

    /// <summary>Files that could not be saved, or old ones that could not be removed; empty where all went well.</summary>
    public IReadOnlyList<CheckpointFailure> CheckpointFailures { get; init; } = [];

    /// <summary>Samples per second of training.</summary>
    public double ImagesPerSecond => Seconds > 0 ? Samples / Seconds : 0;
}
