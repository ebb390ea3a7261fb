using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Makes as few permutations as possible of those that layers ask for. A permutation moves behind an activation, with which it commutes
/// (J phi(x) = phi(Jx)), so that the activation joins the product before it and the permutation meets the next one; neighbours become
/// one; a permutation and its inverse vanish.
/// </summary>
internal static class PermutationFolding
{
    public static void Run(ModelGraph program)
    {
        while (MoveBehindActivation(program, program.Forward))
        {
        }

        Merge(program, program.Forward);
        RemoveIdentities(program, program.Forward);
        RemoveUnread(program, program.Forward);
    }

    private static bool MoveBehindActivation(ModelGraph program, Region region)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>())
        {
            if (MoveBehindActivation(program, loop.Body))
            {
                return true;
            }
        }

        foreach (ActivationOp activation in region.Nodes.OfType<ActivationOp>())
        {
            if (activation.Inputs[0].Producer is not PermuteOp permute || !region.Nodes.Contains(permute) || Reads(program, permute.Output) != 1)
            {
                continue;
            }

            Value input = permute.Inputs[0];
            var activated = new Value(activation.Output.Name, ValueKind.Activation, input.Shape, activation.Output.Loop, path: activation.Output.Path);
            Place(region, activation, new ActivationOp(activation.Activation, input, activated), new PermuteOp(permute.Factors, activated, activation.Output));
            region.Nodes.Remove(permute);
            return true;
        }

        return false;
    }

    private static void Merge(ModelGraph program, Region region)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>())
        {
            Merge(program, loop.Body);
        }

        foreach (PermuteOp second in region.Nodes.OfType<PermuteOp>().ToArray())
        {
            if (second.Inputs[0].Producer is PermuteOp first && region.Nodes.Contains(first))
            {
                Place(region, second, new PermuteOp([.. first.Factors, .. second.Factors], first.Inputs[0], second.Output));
            }
        }
    }

    private static void RemoveIdentities(ModelGraph program, Region region)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>())
        {
            RemoveIdentities(program, loop.Body);
        }

        foreach (PermuteOp identity in region.Nodes.OfType<PermuteOp>().Where(static p => p.Factors.Count == 0).ToArray())
        {
            if (identity.Output == program.Output || Carriers(program, identity.Output) > 0)
            {
                // The value itself is asked for; the copy vanishes later if it can.
                Place(region, identity, new CopyOp(identity.Inputs[0], identity.Output));
                continue;
            }

            region.Nodes.Remove(identity);
            foreach (Op reader in program.Forward.AllOps())
            {
                reader.Replace(identity.Output, identity.Inputs[0]);
            }
        }
    }

    private static void RemoveUnread(ModelGraph program, Region region)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>())
        {
            RemoveUnread(program, loop.Body);
        }

        if (region.Nodes.OfType<PermuteOp>().Any())
        {
            var read = new HashSet<Value>(program.Forward.AllOps().SelectMany(static op => op.Inputs)) { program.Output };
            read.UnionWith(program.Forward.AllLoops().SelectMany(static loop => loop.Carried).SelectMany(static c => new[] { c.Initial, c.Yield }));
            region.Nodes.RemoveAll(node => node is PermuteOp permute && !read.Contains(permute.Output));
        }
    }

    /// <summary>How often a value is read: by ops, by loops, as the output.</summary>
    private static int Reads(ModelGraph program, Value value) =>
        program.Forward.AllOps().Sum(op => op.Inputs.Count(v => v == value)) + Carriers(program, value) + (program.Output == value ? 1 : 0);

    private static int Carriers(ModelGraph program, Value value) =>
        program.Forward.AllLoops().SelectMany(static loop => loop.Carried).Count(c => c.Initial == value || c.Yield == value);

    private static void Place(Region region, Op old, params Op[] replacements)
    {
        int position = region.Nodes.IndexOf(old);
        region.Nodes.RemoveAt(position);
        region.Nodes.InsertRange(position, replacements);
        foreach (Op op in replacements)
        {
            op.ClaimOutputs();
        }
    }
}
