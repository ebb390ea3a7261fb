using SparseGen.Generators.Ops;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Planning;

/// <summary>Drops copies whose source nobody else reads: the producer writes to the copy's place itself.</summary>
internal static class CopyElision
{
    public static void Run(Region region)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>())
        {
            Run(loop.Body);
        }

        foreach (CopyOp copy in region.Nodes.OfType<CopyOp>().ToArray())
        {
            Value source = copy.Inputs[0];
            Op? producer = region.Nodes.OfType<Op>().FirstOrDefault(op => op != copy && op.Outputs.Contains(source));
            int reads = region.AllOps().SelectMany(static op => op.Inputs).Count(v => v == source)
                + region.AllLoops().Count(loop => loop.Initial == source || loop.Yield == source);
            if (producer is null || source.IsKept || reads != 1)
            {
                continue;
            }

            region.Nodes.Remove(copy);
            producer.Replace(source, copy.Output);
            copy.Output.Producer = producer;
        }
    }
}
