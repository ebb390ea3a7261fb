namespace SparseGen.Tool.Inspection;

/// <summary>What <c>analyse jacobian --json</c> writes.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Checkpoint">Where its parameters came from; null for initial ones.</param>
/// <param name="Samples">What derivatives were taken at: test images or normal numbers.</param>
/// <param name="JacobianSingularValues">Singular values of d output / d input, means over the samples, from the largest down.</param>
/// <param name="FisherEigenvalues">Eigenvalues of the Fisher information given one sample, means over the samples, from the largest down.</param>
/// <param name="KernelEigenvalue">The largest eigenvalue of the tangent kernel of all samples, divided by their number.</param>
/// <param name="LeftOut">Why there is nothing of it; null where there is.</param>
internal sealed record DerivativesReport(
    string Model,
    string? Checkpoint,
    string Samples,
    IReadOnlyList<double> JacobianSingularValues,
    IReadOnlyList<double> FisherEigenvalues,
    double KernelEigenvalue,
    string? LeftOut);
