namespace SparseGen;

/// <summary>What a training run did.</summary>
public sealed record TrainingResult
{
    /// <summary>The loss of every step, before that step moved the parameters.</summary>
    public required IReadOnlyList<float> Losses { get; init; }

    /// <summary>Epochs that were finished.</summary>
    public required int Epochs { get; init; }

    /// <summary>Samples that were trained on, all epochs together.</summary>
    public required long Samples { get; init; }

    /// <summary>Seconds of training, evaluation not counted.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether the run was cancelled before its end; everything else says what was done until then.</summary>
    public required bool Cancelled { get; init; }

    /// <summary>How the trained model does on the test data; null without test data, and after a cancellation.</summary>
    public required EvaluationResult? Test { get; init; }

    /// <summary>Samples per second of training.</summary>
    public double ImagesPerSecond => Seconds > 0 ? Samples / Seconds : 0;
}
