namespace SparseGen.Tool.Datasets;

/// <summary>What a model is trained on and what it is judged by.</summary>
/// <param name="Train">Training samples.</param>
/// <param name="Test">Test samples, never trained on.</param>
internal sealed record DataSplit(Dataset Train, Dataset Test);
