namespace SparseGen.Generators.IR;

/// <summary>Runs a region several times.</summary>
/// <param name="index">Its counter.</param>
/// <param name="isReversed">Whether it counts down, as the backward pass does.</param>
internal sealed class Loop(LoopIndex index, bool isReversed) : Node
{
    public LoopIndex Index { get; } = index;

    public bool IsReversed { get; } = isReversed;

    public Region Body { get; } = new();

    /// <summary>What each repetition gets from the one before: one value forward, its gradient backward, with tangents also those.</summary>
    public List<Carried> Carried { get; } = [];

    public override IEnumerable<Value> Produced() =>
        Body.AllOps().SelectMany(static op => op.Outputs).Concat(Carried.Select(static c => c.Result));

    public override IEnumerable<Value> Read() =>
        Body.AllOps().SelectMany(static op => op.Inputs).Concat(Carried.Select(static c => c.Initial));
}
