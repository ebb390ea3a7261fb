namespace SparseGen.Tool.Inspection;

/// <summary>What <c>analyse jacobian --json</c> writes.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Checkpoint">Where its parameters came from; null for initial ones.</param>
/// <param name="Samples">What derivatives were taken at: test images or normal numbers.</param>
/// <param name="JacobianSingularValues">Singular values of d output / d input, means over the samples, from the largest down.</param>
/// <param name="FisherEigenvalues">Eigenvalues of the Fisher information given one sample, means over the samples, from the largest down.</param>
/// <param name="KernelSamples">How many of the samples the tangent kernel is of: the first ones, as many as fit into memory together.</param>
/// <param name="KernelEigenvalue">The largest eigenvalue of the tangent kernel of these, divided by their number.</param>
/// <param name="Batches">The kernels of small batches of these, if they were asked for.</param>
/// <param name="LeftOut">Why there is nothing of it; null where there is.</param>
internal sealed record DerivativesReport(
    string Model,
    string? Checkpoint,
    string Samples,
    IReadOnlyList<double> JacobianSingularValues,
    IReadOnlyList<double> FisherEigenvalues,
    int KernelSamples,
    double KernelEigenvalue,
    IReadOnlyList<BatchKernels> Batches,
    string? LeftOut);

/// <summary>Tangent kernels of small batches, which a step on one of them sees.</summary>
/// <param name="Batch">Samples of a batch; the last may have fewer.</param>
/// <param name="Eigenvalues">The largest eigenvalue of each batch's kernel, divided by its samples.</param>
internal sealed record BatchKernels(int Batch, IReadOnlyList<double> Eigenvalues);
