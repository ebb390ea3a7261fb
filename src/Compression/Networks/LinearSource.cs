namespace SparseGen.Compression.Networks;

/// <summary>The numbers of a linear map of a model.</summary>
/// <param name="Weight">[outputs, inputs].</param>
/// <param name="Bias">[outputs]; empty for none.</param>
/// <param name="Outputs">Outputs.</param>
internal sealed record LinearSource(float[] Weight, float[] Bias, int Outputs);
