namespace SparseGen.Experiments;

/// <summary>What the command line of the experiment on gradient regularisation says.</summary>
/// <param name="Part">Which part to do.</param>
/// <param name="Steps">Steps of the diagonal linear network on full batches.</param>
/// <param name="LearningRate">Highest learning rate on images.</param>
/// <param name="Rounds">Rounds in which steps are timed.</param>
internal sealed record RegularizationSettings(RegularizationPart Part, int Steps, float LearningRate, int Rounds);
