using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>An op that can add another value to its result for free.</summary>
internal interface IResidualTarget
{
    /// <summary>The op with <paramref name="residual"/> added to its first output, which becomes <paramref name="sum"/>.</summary>
    /// <returns>The op to put in its place, or null when there is no room for a residual.</returns>
    Op? FuseResidual(Value residual, Value sum);
}
