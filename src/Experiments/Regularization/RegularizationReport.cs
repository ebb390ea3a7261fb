namespace SparseGen.Experiments;

/// <summary>What <c>gr --json</c> writes.</summary>
/// <param name="Diagonal">The diagonal linear network; null when it was left out.</param>
/// <param name="Images">The models on Fashion-MNIST; null when they were left out.</param>
/// <param name="StepTimes">Time of steps against plain ones.</param>
internal sealed record RegularizationReport(
    ExperimentReport<DiagonalRun, DiagonalPoint>? Diagonal, ExperimentReport<ImageRun, ImagePoint>? Images, IReadOnlyList<StepTimeRun> StepTimes);
