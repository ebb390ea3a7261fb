namespace SparseGen;

/// <summary>How a model does on data.</summary>
/// <param name="Accuracy">
/// Share of the samples whose largest output is at their label, 0 to 1, by <see cref="Scores.Best"/>: of equal outputs the first counts, and a sample with an output
/// of NaN is never right. NaN for targets that are no labels. A loss with ignored labels leaves those samples out, and one of a single output for two classes
/// (<see cref="BinaryCrossEntropy"/>) names the class 1 where the output is positive.
/// </param>
/// <param name="Loss">The trainer's loss, mean over the samples, weighted where the loss weighs them; NaN where that of a sample is NaN.</param>
/// <param name="Count">Samples evaluated.</param>
public sealed record EvaluationResult(double Accuracy, double Loss, int Count);
