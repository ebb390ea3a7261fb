namespace SparseGen.Experiments;

/// <summary>How long a training step takes in one of its variants.</summary>
/// <param name="Name">The variant.</param>
/// <param name="Milliseconds">Time of a step: the median over the rounds.</param>
/// <param name="Ratio">Against the first variant in the same round: the median over the rounds.</param>
/// <param name="LowerQuartile">A quarter of the rounds had a smaller ratio.</param>
/// <param name="UpperQuartile">A quarter of the rounds had a larger ratio.</param>
internal sealed record StepTime(string Name, double Milliseconds, double Ratio, double LowerQuartile, double UpperQuartile);
