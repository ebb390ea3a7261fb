namespace SparseGen.Tool.Inspection;

/// <summary>What <c>analyse spectra --json</c> writes.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Checkpoint">Where its parameters came from; null for initial ones.</param>
/// <param name="Weights">Spectra of the weights.</param>
/// <param name="LeftOut">Weights that are too large, sparse or vectors.</param>
internal sealed record SpectraReport(string Model, string? Checkpoint, IReadOnlyList<WeightReport> Weights, IReadOnlyList<string> LeftOut);
