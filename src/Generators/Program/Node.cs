namespace SparseGen.Generators.Program;

/// <summary>A step of a region: an op or a loop.</summary>
internal abstract class Node
{
    /// <summary>What it computes, in a loop also what stays inside.</summary>
    public abstract IEnumerable<Value> Produced();

    /// <summary>What it reads, in a loop also what comes from inside.</summary>
    public abstract IEnumerable<Value> Read();
}

/// <summary>Nodes in the order in which they run.</summary>
internal sealed class Region
{
    public List<Node> Nodes { get; } = [];

    /// <summary>All ops, those in loops included, in order.</summary>
    public IEnumerable<Op> AllOps() => Nodes.SelectMany(static node => node is Loop loop ? loop.Body.AllOps() : [(Op)node]);

    /// <summary>All loops, nested ones included.</summary>
    public IEnumerable<Loop> AllLoops() => Nodes.OfType<Loop>().SelectMany(static loop => loop.Body.AllLoops().Prepend(loop));
}

/// <summary>A value that a loop carries from each repetition to the next.</summary>
internal sealed class Carried
{
    /// <summary>The value before the first repetition.</summary>
    public required Value Initial { get; set; }

    /// <summary>The value as a repetition finds it.</summary>
    public required Value Argument { get; init; }

    /// <summary>The value as a repetition leaves it.</summary>
    public Value Yield { get; set; } = null!;

    /// <summary>The value after the last repetition.</summary>
    public required Value Result { get; init; }
}

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
