namespace SparseGen;

/// <summary>Where a training run stands.</summary>
/// <param name="Epoch">The running epoch, from 1.</param>
/// <param name="Epochs">Epochs of the run.</param>
/// <param name="Step">Steps done, all epochs together.</param>
/// <param name="TotalSteps">Steps of the run.</param>
/// <param name="Loss">Loss of the last step.</param>
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
