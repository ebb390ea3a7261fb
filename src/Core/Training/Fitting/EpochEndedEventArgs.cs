using System.ComponentModel;

namespace SparseGen;

/// <summary>
/// An epoch that has ended: its steps, its evaluation, its metrics and its checkpoints are done. Handlers run on the thread that trains, between two steps: they
/// may read, save and evaluate, and set <see cref="CancelEventArgs.Cancel"/> to end the run.
/// </summary>
public sealed class EpochEndedEventArgs : CancelEventArgs
{
    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Epochs of the run.</summary>
    public required int Epochs { get; init; }

    /// <summary>Steps of the run so far, all epochs together.</summary>
    public required int Step { get; init; }

    /// <summary>Steps of the run.</summary>
    public required int TotalSteps { get; init; }

    /// <summary>Mean loss of the epoch's samples, each before its step; steps that were left out do not count. NaN where none was left.</summary>
    public required double MeanLoss { get; init; }

    /// <summary>Learning rate of the last step.</summary>
    public required float LearningRate { get; init; }

    /// <summary>The evaluation of this epoch; null where there was none.</summary>
    public required EvaluationResult? Test { get; init; }

    /// <summary>The values of this epoch, by the names of the metrics: what the run computes anyway, and <see cref="TrainingOptions.Metrics"/>.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>
    /// Whether it is the best epoch so far, by the metric of <see cref="TrainingOptions.RestoreBest"/>, <see cref="TrainingOptions.EarlyStopping"/> or
    /// <see cref="CheckpointPolicy.Best"/>, the first of them that is set; false where none is.
    /// </summary>
    public required bool IsBest { get; init; }

    /// <summary>Files that were saved in this epoch.</summary>
    public required IReadOnlyList<string> Checkpoints { get; init; }

    /// <summary>Files that could not be saved in this epoch; the run goes on.</summary>
    public required IReadOnlyList<CheckpointFailure> CheckpointFailures { get; init; }
}
