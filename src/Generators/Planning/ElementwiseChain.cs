using SparseGen.Generators.Program;

namespace SparseGen.Generators.Planning;

/// <summary>Elementwise ops that run one after another on the same elements.</summary>
internal sealed class ElementwiseChain(IReadOnlyList<ElementwiseOp> ops)
{
    public IReadOnlyList<ElementwiseOp> Ops { get; } = ops;

    /// <summary>What the chain reads from memory: inputs that no op of the chain computes.</summary>
    public IReadOnlyList<Value> Inputs { get; } =
        [.. ops.SelectMany(static op => op.Inputs).Except(ops.SelectMany(static op => op.Outputs)).Distinct()];

    /// <summary>All that the chain computes.</summary>
    public IReadOnlyList<Value> Outputs { get; } = [.. ops.SelectMany(static op => op.Outputs)];
}
