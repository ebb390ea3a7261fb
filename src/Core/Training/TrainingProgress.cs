namespace SparseGen;

/// <summary>Where a training run stands.</summary>
/// <remarks>
/// It is for showing. <see cref="Progress{T}"/> passes it on to another thread, or to this one later: its handler runs beside the steps that follow, and parameters
/// that are read or saved there are those of no step. What has to do with the parameters belongs into <see cref="Trainer{TModel}.EpochEnded"/>, which runs on the
/// thread that trains, between two steps; so does <see cref="IProgress{T}.Report"/> of an implementation of your own. Files are saved by
/// <see cref="TrainingOptions.Checkpoints"/>.
/// </remarks>
/// <param name="Epoch">The running epoch, from 1.</param>
/// <param name="Epochs">Epochs of the run.</param>
/// <param name="Step">Steps done, all epochs together.</param>
/// <param name="TotalSteps">Steps of the run.</param>
/// <param name="Loss">Loss of the last step; NaN before the first.</param>
/// <param name="LearningRate">Learning rate of the last step.</param>
/// <param name="ImagesPerSecond">Samples per second of training so far, evaluation not counted.</param>
/// <param name="Test">The newest evaluation on the test data; null before the first.</param>
public readonly record struct TrainingProgress(
    int Epoch,
    int Epochs,
    int Step,
    int TotalSteps,
    float Loss,
    float LearningRate,
    double ImagesPerSecond,
    EvaluationResult? Test);
