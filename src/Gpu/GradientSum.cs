using System.ComponentModel;

namespace SparseGen.Gpu;

/// <summary>A sum over the batch that a backward pass adds to gradients: how much room its partial sums need follows from it.</summary>
/// <param name="Length">Floats of one partial sum, padding included.</param>
/// <param name="Terms">Terms of the sum that a sample has.</param>
/// <param name="Groups">Groups of threads that compute one partial sum.</param>
/// <param name="Count">How many of the kind there are.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct GradientSum(int Length, int Terms, int Groups, int Count);
