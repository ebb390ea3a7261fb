using SparseGen.Generators.IR;

namespace SparseGen.Generators.Differentiation;

/// <summary>An op that can be computed again on other values: all but those that planning makes.</summary>
internal interface IRepeatable
{
    /// <summary>
    /// The same op on other values. Where an op computes several things, the outputs that are gradients of parameters may be missing: nobody wants them twice.
    /// </summary>
    Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs);
}
