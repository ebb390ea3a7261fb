using SparseGen.Generators.Ops;

namespace SparseGen.Generators.IR;

/// <summary>A permutation as it was declared, for the table of the model. In a loop it stands for one each repetition.</summary>
/// <param name="Name">Its name with loop variables in braces.</param>
/// <param name="Kind">Where it comes from, as a number of the runtime's enumeration.</param>
/// <param name="Length">Numbers that it orders.</param>
/// <param name="Factor">What it is.</param>
/// <param name="Loop">The innermost loop around it.</param>
internal sealed record NamedPermutation(string Name, int Kind, int Length, PermutationFactor Factor, LoopIndex? Loop) : Unprinted;
