using SparseGen.Generators.Program;

namespace SparseGen.Generators.Planning;

/// <summary>An op that can add another value to its result for free.</summary>
internal interface IResidualTarget
{
    /// <summary>Adds <paramref name="residual"/> to the first output, which becomes <paramref name="sum"/>.</summary>
    /// <returns>Whether there was room for it.</returns>
    bool FuseResidual(Value residual, Value sum);
}
