namespace SparseGen;

/// <summary>How a model does on data.</summary>
/// <param name="Accuracy">Share of the samples whose largest output is at their label, 0 to 1; NaN for targets that are no labels.</param>
/// <param name="Loss">The trainer's loss, mean over the samples.</param>
/// <param name="Count">Samples evaluated.</param>
public sealed record EvaluationResult(double Accuracy, double Loss, int Count);
