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
    /// <summary>Folds those of a pass.</summary>
    /// <param name="pass">The pass, whose ops are the producers of what they compute.</param>
    /// <param name="output">What is asked of it.</param>
    public static void Run(Region pass, Value output)
    {
        while (MoveBehindActivation(pass, output, pass))
        {
        }

        Merge(pass);
        RemoveIdentities(pass, output, pass);
        RemoveUnread(pass, output, pass);
    }

    private static bool MoveBehindActivation(Region pass, Value output, Region region)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>())
        {
            if (MoveBehindActivation(pass, output, loop.Body))
            {
                return true;
            }
        }

        foreach (ActivationOp activation in region.Nodes.OfType<ActivationOp>())
        {
            if (activation.Inputs[0].Producer is not PermuteOp permute || !region.Nodes.Contains(permute) || Reads(pass, output, permute.Output) != 1)
            {
                continue;
            }

            Value input = permute.Inputs[0];
            var activated = new Value(activation.Output.Name, ValueKind.Activation, input.Shape, activation.Output.Loop, path: activation.Output.Path);
            region.Replace(activation, new ActivationOp(activation.Activation, input, activated), new PermuteOp(permute.Factors, activated, activation.Output));
            region.Nodes.Remove(permute);
            return true;
        }

        return false;
    }

    private static void Merge(Region region)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>())
        {
            Merge(loop.Body);
        }

        foreach (PermuteOp second in region.Nodes.OfType<PermuteOp>().ToArray())
        {
            if (second.Inputs[0].Producer is PermuteOp first && region.Nodes.Contains(first))
            {
                region.Replace(second, new PermuteOp([.. first.Factors, .. second.Factors], first.Inputs[0], second.Output));
            }
        }
    }

    private static void RemoveIdentities(Region pass, Value output, Region region)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>())
        {
            RemoveIdentities(pass, output, loop.Body);
        }

        foreach (PermuteOp identity in region.Nodes.OfType<PermuteOp>().Where(static p => p.Factors.Count == 0).ToArray())
        {
            if (identity.Output == output || Carriers(pass, identity.Output) > 0)
            {
                // The value itself is asked for; the copy vanishes later if it can.
                region.Replace(identity, new CopyOp(identity.Inputs[0], identity.Output));
                continue;
            }

            if (identity.Output.Shape != identity.Inputs[0].Shape)
            {
                // The numbers are in their order again, under another shape.
                region.Replace(identity, new ViewOp(identity.Inputs[0], identity.Output));
                continue;
            }

            region.Nodes.Remove(identity);
            foreach (Op reader in pass.AllOps())
            {
                reader.Replace(identity.Output, identity.Inputs[0]);
            }
        }
    }

    private static void RemoveUnread(Region pass, Value output, Region region)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>())
        {
            RemoveUnread(pass, output, loop.Body);
        }

        if (region.Nodes.OfType<PermuteOp>().Any())
        {
            var read = new HashSet<Value>(pass.AllOps().SelectMany(static op => op.Inputs)) { output };
            read.UnionWith(pass.AllLoops().SelectMany(static loop => loop.Carried).SelectMany(static c => new[] { c.Initial, c.Yield }));
            region.Nodes.RemoveAll(node => node is PermuteOp permute && !read.Contains(permute.Output));
        }
    }

    /// <summary>How often a value is read: by ops, by loops, as the output.</summary>
    private static int Reads(Region pass, Value output, Value value) =>
        pass.AllOps().Sum(op => op.Inputs.Count(v => v == value)) + Carriers(pass, value) + (output == value ? 1 : 0);

    private static int Carriers(Region pass, Value value) => pass.AllLoops().SelectMany(static loop => loop.Carried).Count(c => c.Initial == value || c.Yield == value);
}
