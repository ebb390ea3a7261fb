namespace SparseGen.Generators.IR;

/// <summary>A column of categories in the model's input.</summary>
/// <param name="Layer">The layer that has a vector for each.</param>
/// <param name="First">Its place in a sample, of its first row.</param>
/// <param name="Count">Number of categories.</param>
/// <param name="Rows">Rows that have it.</param>
/// <param name="Stride">Numbers from row to row.</param>
internal sealed record CategoryColumn(string Layer, int First, int Count, int Rows, int Stride) : Unprinted;
