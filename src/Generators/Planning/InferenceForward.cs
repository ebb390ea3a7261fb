using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>The forward pass of inference: that of training without the ops that change nothing there, and with the ops that differ as inference has them.</summary>
internal static class InferenceForward
{
    /// <summary>The region and the value that is the model's output in it.</summary>
    /// <param name="program">
    /// The program before any copy is dropped, so that what loops carry has a copy of its own. It is not changed; ops that stay are copied,
    /// since the two regions go separate ways from here.
    /// </param>
    public static (Region Region, Value Output) Of(ModelGraph program)
    {
        if (!program.Forward.AllOps().Any(static op => op.DiffersInInference))
        {
            return (program.Forward, program.Output);
        }

        (Region region, Value output) = Copy(program);
        if (region.Nodes.OfType<Op>().Any(op => op.Outputs.Contains(output)))
        {
            return (region, output);
        }

        // What a loop or the caller hands over is no place for an output.
        region.Nodes.Add(new CopyOp(output, program.Output));
        return (region, program.Output);
    }

    /// <summary>
    /// A copy without the ops that change nothing, which later changes of the program leave as it is, and the output in it, which may be what a loop or the caller hands over.
    /// </summary>
    /// <param name="program">The program, which is not changed.</param>
    public static (Region Region, Value Output) Copy(ModelGraph program)
    {
        var same = new Dictionary<Value, Value>();
        Region region = Copy(program.Forward, same);
        return (region, Resolve(program.Output, same));
    }

    private static Region Copy(Region region, Dictionary<Value, Value> same)
    {
        var copy = new Region();
        foreach (Node node in region.Nodes)
        {
            if (node is Loop loop)
            {
                var inner = new Loop(loop.Index, loop.IsReversed);
                inner.Carried.AddRange(loop.Carried.Select(static c => new Carried { Initial = c.Initial, Argument = c.Argument, Yield = c.Yield, Result = c.Result }));
                inner.Body.Nodes.AddRange(Copy(loop.Body, same).Nodes);
                copy.Nodes.Add(inner);
            }
            else if (node is Op { IsIdentityInInference: true } identity)
            {
                same[identity.Output] = Resolve(identity.Inputs[0], same);
            }
            else
            {
                copy.Nodes.Add(((Op)node).Reading(value => Resolve(value, same)));
            }
        }

        return copy;
    }

    private static Value Resolve(Value value, Dictionary<Value, Value> same) => same.TryGetValue(value, out Value? source) ? source : value;
}
