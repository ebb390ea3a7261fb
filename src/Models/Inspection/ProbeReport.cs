namespace SparseGen.Tool.Inspection;

/// <summary>What <c>analyse probe --json</c> writes: what a linear classifier reads off each layer.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Checkpoint">Where its parameters came from; null for initial ones.</param>
/// <param name="TrainImages">Images that the classifiers were fitted to.</param>
/// <param name="TestImages">Images that they were judged by.</param>
/// <param name="Layers">The layers from the input on.</param>
internal sealed record ProbeReport(string Model, string? Checkpoint, int TrainImages, int TestImages, IReadOnlyList<ProbedLayer> Layers);

/// <summary>A layer under a linear classifier.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="Size">Its features.</param>
/// <param name="TrainAccuracy">Share of the training images that the classifier names rightly.</param>
/// <param name="TestAccuracy">Share of the test images.</param>
internal sealed record ProbedLayer(string Layer, int Size, double TrainAccuracy, double TestAccuracy);
