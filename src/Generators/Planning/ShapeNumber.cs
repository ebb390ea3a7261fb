namespace SparseGen.Generators.Planning;

/// <summary>A number of a kernel's shape.</summary>
/// <param name="Name">What the library calls it.</param>
/// <param name="Value">The number.</param>
/// <param name="Default">What it is where nothing is said; null where it must be said.</param>
internal sealed record ShapeNumber(string Name, long Value, long? Default = 0) : Unprinted;
