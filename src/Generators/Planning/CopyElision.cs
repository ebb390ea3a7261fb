using SparseGen.Generators.Ops;
using SparseGen.Generators.Program;

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

        foreach (CopyOp copy in region.Nodes.OfType<CopyOp>().ToArray())
        {
            Value source = copy.Inputs[0];
            Op? producer = region.Nodes.OfType<Op>().FirstOrDefault(op => op != copy && op.Outputs.Contains(source));
            int reads = Reads(region, source) + (next is null ? 0 : Reads(next, source));
            if (producer is null || source.IsKept || reads != 1)
            {
                continue;
            }

            region.Nodes.Remove(copy);
            producer.Replace(source, copy.Output);
            copy.Output.Producer = producer;
        }
    }

    private static int Reads(Region region, Value value) =>
        region.AllOps().SelectMany(static op => op.Inputs).Count(v => v == value)
        + region.AllLoops().SelectMany(static loop => loop.Carried).Count(c => c.Initial == value || c.Yield == value);
}
