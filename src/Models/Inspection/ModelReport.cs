namespace SparseGen.Tool.Inspection;

/// <summary>What <c>analyse report --json</c> writes.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Checkpoint">Where its parameters came from; null for initial ones.</param>
/// <param name="Spectra">Spectra of the weights.</param>
/// <param name="Derivatives">Jacobians, Fisher information, tangent kernel.</param>
/// <param name="Alignment">How alike its layers are; null where that was left out.</param>
/// <param name="AlignmentLeftOut">Why there is no likeness of layers; null where there is.</param>
/// <param name="Filters">Weights of the first layer as images, if it has images.</param>
internal sealed record ModelReport(
    string Model, string? Checkpoint, SpectraReport Spectra, DerivativesReport Derivatives, AlignmentReport? Alignment, string? AlignmentLeftOut, FilterImages? Filters);
