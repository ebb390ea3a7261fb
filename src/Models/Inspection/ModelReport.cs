namespace SparseGen.Experiments;

/// <summary>What <c>report --json</c> writes.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Checkpoint">Where its parameters came from; null for initial ones.</param>
/// <param name="Samples">What derivatives were taken at: test images or normal numbers.</param>
/// <param name="Weights">Spectra of the weights.</param>
/// <param name="LeftOut">Weights that are too large, sparse or vectors.</param>
/// <param name="JacobianSingularValues">Singular values of d output / d input, means over the samples, from the largest down.</param>
/// <param name="FisherEigenvalues">Eigenvalues of the Fisher information given one sample, means over the samples, from the largest down.</param>
/// <param name="KernelEigenvalue">The largest eigenvalue of the tangent kernel of all samples, divided by their number.</param>
/// <param name="Filters">Weights of the first layer as images, if it has images.</param>
internal sealed record ModelReport(
    string Model,
    string? Checkpoint,
    string Samples,
    IReadOnlyList<WeightReport> Weights,
    IReadOnlyList<string> LeftOut,
    IReadOnlyList<double> JacobianSingularValues,
    IReadOnlyList<double> FisherEigenvalues,
    double KernelEigenvalue,
    FilterImages? Filters);
