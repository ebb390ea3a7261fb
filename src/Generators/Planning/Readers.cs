using SparseGen.Generators.Program;

namespace SparseGen.Generators.Planning;

/// <summary>Who reads and who computes the values of a list of nodes.</summary>
internal sealed class Readers(IReadOnlyList<Node> nodes)
{
    /// <summary>The ops of the list that read a value, in order.</summary>
    public IReadOnlyList<Op> Of(Value value) => [.. nodes.OfType<Op>().Where(op => op.Inputs.Contains(value))];

    /// <summary>Position of the node that computes a value, or -1 when it comes from outside of the list.</summary>
    public int Producer(Value value)
    {
        for (int position = 0; position < nodes.Count; position++)
        {
            if (nodes[position] is Op op ? op.Outputs.Contains(value) : ((Loop)nodes[position]).Carried.Any(c => c.Result == value))
            {
                return position;
            }
        }

        return -1;
    }

    /// <summary>Whether a value is there when the node at <paramref name="position"/> runs.</summary>
    public bool ProducedBefore(Value value, int position) => Producer(value) < position;
}
