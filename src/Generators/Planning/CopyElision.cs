using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>Drops copies whose source nobody else reads: the producer writes to the copy's place itself.</summary>
internal static class CopyElision
{
    /// <summary>Drops the copies of a region.</summary>
    /// <param name="region">The region, which is changed.</param>
    /// <param name="next">A region that runs afterwards and may read the same values.</param>
    public static void Run(Region region, Region? next = null)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>())
        {
            Run(loop.Body);
        }

        CopyOp[] copies = [.. region.Nodes.OfType<CopyOp>()];
        if (copies.Length == 0)
        {
            return;
        }

        Dictionary<Value, int> reads = CountReads(next is null ? [region] : [region, next]);
        Dictionary<Value, Op> producers = [];
        foreach (Op op in region.Nodes.OfType<Op>())
        {
            foreach (Value output in op.Outputs)
            {
                producers[output] = op;
            }
        }

        var dropped = new HashSet<Node>();
        foreach (CopyOp copy in copies)
        {
            Value source = copy.Inputs[0];
            if (!producers.TryGetValue(source, out Op? producer) || source.IsSaved || reads[source] != 1)
            {
                continue;
            }

            dropped.Add(copy);
            producer.Replace(source, copy.Output);
            copy.Output.Producer = producer;
            producers[copy.Output] = producer;
        }

        region.Nodes.RemoveAll(dropped.Contains);
    }

    private static Dictionary<Value, int> CountReads(IReadOnlyList<Region> regions)
    {
        var counts = new Dictionary<Value, int>();
        IEnumerable<Value> read = regions.SelectMany(static region => region.AllOps().SelectMany(static op => op.Inputs)
            .Concat(region.AllLoops().SelectMany(static loop => loop.Carried).SelectMany(static carried => new[] { carried.Initial, carried.Yield })));
        foreach (Value value in read)
        {
            counts[value] = counts.TryGetValue(value, out int count) ? count + 1 : 1;
        }

        return counts;
    }
}
