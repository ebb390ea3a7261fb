namespace SparseGen.Experiments;

/// <summary>How the diagonal network is trained: on all samples at once, or on one at a time.</summary>
/// <remarks>
/// Full batches follow the flow of the theory. There the weights of the solution have by far the largest gradients, so their own scales fall most. Gradients of single
/// samples are alike for all weights, so that all scales fall together, which is what leads to sparse solutions (Even et al. 2023, arXiv 2302.08982).
/// </remarks>
/// <param name="Name">For tables.</param>
/// <param name="Batch">Samples of a step.</param>
/// <param name="Gamma">Weight of the penalty.</param>
/// <param name="LearningRate">Step size, small enough that steps of finite length move the scales far less than the penalty does.</param>
/// <param name="Steps">Steps.</param>
internal sealed record DiagonalRegime(string Name, int Batch, float Gamma, float LearningRate, int Steps)
{
    private const int StepsOfSingleSamples = 5;
    private static readonly float[] Epsilons = [0.05f, 0.1f, 0.2f, 0.5f];

    /// <summary>Both.</summary>
    /// <param name="steps">Steps on full batches; those on single samples are shorter, and five times as many.</param>
    public static IReadOnlyList<DiagonalRegime> All(int steps) =>
    [
        new("full batch", SparseRegression.TrainingSamples, Gamma: 0.5f, LearningRate: 0.01f, steps),
        new("single samples", 1, Gamma: 0.05f, LearningRate: 0.002f, StepsOfSingleSamples * steps),
    ];

    /// <summary>No regularisation, exact products, and forward and backward differences with each ascent step.</summary>
    public IEnumerable<Regularizer> Regularizers => [Regularizer.None, Regularizer.WithoutDifferences(Gamma), .. Regularizer.Grid([Gamma], Epsilons)];
}
