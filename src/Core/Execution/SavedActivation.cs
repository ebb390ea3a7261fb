namespace SparseGen.Execution;

/// <summary>One activation that a program keeps.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Where it lies, in floats a sample.</param>
/// <param name="Size">Floats of one sample.</param>
/// <param name="IsPacked">Whether the CPU keeps rows of several samples side by side.</param>
/// <param name="Gradient">Where its gradient lies; negative where that is not kept.</param>
internal readonly record struct SavedActivation(string Name, int Offset, int Size, bool IsPacked, int Gradient);
