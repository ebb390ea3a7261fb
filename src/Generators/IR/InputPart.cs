namespace SparseGen.Generators.IR;

/// <summary>One of several inputs that a sample consists of.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Offset">Where it begins in a sample.</param>
internal sealed record InputPart(string Name, Shape Shape, int Offset) : Unprinted;
