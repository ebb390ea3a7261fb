namespace SparseGen.Generators.Program;

/// <summary>A step of a region: an op or a loop.</summary>
internal abstract class Node;

/// <summary>Nodes in the order in which they run.</summary>
internal sealed class Region
{
    public List<Node> Nodes { get; } = [];

    /// <summary>All ops, those in loops included, in order.</summary>
    public IEnumerable<Op> AllOps() => Nodes.SelectMany(static node => node is Loop loop ? loop.Body.AllOps() : [(Op)node]);

    /// <summary>Makes its ops the producers of what they compute, after another region that computes the same values was changed.</summary>
    public void ClaimOutputs()
    {
        foreach (Op op in AllOps())
        {
            foreach (Value output in op.Outputs)
            {
                output.Producer = op;
            }
        }
    }

    /// <summary>All loops, nested ones included.</summary>
    public IEnumerable<Loop> AllLoops() => Nodes.OfType<Loop>().SelectMany(static loop => loop.Body.AllLoops().Prepend(loop));
}

/// <summary>Runs a region several times; one value is carried from each repetition to the next.</summary>
/// <param name="index">Its counter.</param>
/// <param name="isReversed">Whether it counts down, as the backward pass does.</param>
internal sealed class Loop(LoopIndex index, bool isReversed) : Node
{
    public LoopIndex Index { get; } = index;

    public bool IsReversed { get; } = isReversed;

    public Region Body { get; } = new();

    /// <summary>The carried value before the first repetition.</summary>
    public required Value Initial { get; set; }

    /// <summary>The carried value as a repetition finds it.</summary>
    public required Value Argument { get; init; }

    /// <summary>The carried value as a repetition leaves it.</summary>
    public Value Yield { get; set; } = null!;

    /// <summary>The carried value after the last repetition.</summary>
    public required Value Result { get; init; }
}
