using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Planning;

/// <summary>An op whose kernel for GPUs can store where a list says: a permutation of what it computes is no launch then.</summary>
internal interface IStoresPermuted
{
    /// <summary>The op that carries the permutation out.</summary>
    /// <param name="move">The permutation, by a list, of something that nobody else reads.</param>
    /// <param name="isThere">Whether a value is there when the op runs.</param>
    /// <returns>The op to put in its place, or null where it cannot.</returns>
    Op? Storing(PermuteOp move, Func<Value, bool> isThere);
}

/// <summary>An op whose kernel for GPUs can read by a list.</summary>
internal interface IReadsPermuted
{
    /// <summary>The op on what was not permuted.</summary>
    /// <param name="move">The permutation, by a list, whose result nobody else reads.</param>
    /// <returns>The op to put in its place, or null where it cannot.</returns>
    Op? Reading(PermuteOp move);
}
