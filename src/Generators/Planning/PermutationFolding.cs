using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Makes as few permutations as possible of those that layers ask for. A permutation moves behind an activation, with which it commutes
/// (J phi(x) = phi(Jx)), so that the activation joins the product before it and the permutation meets the next one, and behind a sum of two values that are permuted alike;
/// neighbours become one; a permutation and its inverse vanish.
/// </summary>
internal static class PermutationFolding
{
    /// <summary>Folds those of a pass.</summary>
    /// <param name="pass">The pass, whose ops are the producers of what they compute.</param>
    /// <param name="output">What is asked of it.</param>
    public static void Run(Region pass, Value output)
    {
        MoveOutOfLoops(pass);
        while (MoveBehindActivation(pass, output, pass) || MoveBehindSum(pass, output, pass))
        {
        }

        Merge(pass);
        RemoveIdentities(pass, output, pass);
        RemoveUnread(pass, output, pass);
    }

    /// <summary>
    /// A loop over layers of images carries an image, which each repetition transposes on the way in and back on the way out, a residual beside it or not: it carries the pixels
    /// then, and the transpositions stand before it and behind it.
    /// </summary>
    private static void MoveOutOfLoops(Region region)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>().ToArray())
        {
            MoveOutOfLoops(loop.Body);
            for (int i = 0; i < loop.Carried.Count; i++)
            {
                Carried old = loop.Carried[i];
                PermuteOp? first = loop.Body.Nodes.OfType<PermuteOp>().FirstOrDefault(op => op.Inputs[0] == old.Argument && op.Factors is [Commutation]);
                bool EndsAsItBegins(Value value) => value.Producer is PermuteOp { Factors: [Commutation back] } && back == first!.Factors[0].Inverse;
                Value last = Source(old.Yield);
                if (first is null || !(EndsAsItBegins(last) || (last.Producer is AddOp add && add.Inputs.Contains(old.Argument) && add.Inputs.Any(EndsAsItBegins))))
                {
                    continue;
                }

                Shape shape = first.Output.Shape;
                Value Turned(Value value) => new($"{value.Name}.pixels", ValueKind.Activation, shape, value.Loop, path: $"{value.Path}.pixels");
                var turned = new Carried { Initial = Turned(old.Initial), Argument = Turned(old.Argument), Yield = Turned(old.Yield), Result = Turned(old.Result) };
                var inverse = new PermutationFactor[] { first.Factors[0].Inverse };
                Value initial = Source(old.Initial);
                region.Nodes.RemoveAll(node => node is CopyOp copy && copy.Output == old.Initial);
                loop.Body.Nodes.RemoveAll(node => node is CopyOp copy && copy.Output == old.Yield);
                int place = region.Nodes.IndexOf(loop);
                Insert(region, place + 1, new PermuteOp(inverse, turned.Result, old.Result));
                Insert(region, place, new PermuteOp(first.Factors, initial, turned.Initial));
                Insert(loop.Body, 0, new PermuteOp(inverse, turned.Argument, old.Argument));
                loop.Body.Add(new PermuteOp(first.Factors, last, turned.Yield));
                loop.Carried[i] = turned;
            }
        }
    }

    /// <summary>What a loop's value is a copy of.</summary>
    private static Value Source(Value value) => value.Producer is CopyOp copy ? copy.Inputs[0] : value;

    private static void Insert(Region region, int place, Op op)
    {
        op.ClaimOutputs();
        region.Nodes.Insert(place, op);
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

    /// <summary>Both terms of a sum, as those of a residual between layers of images, have the same transposition. The one that others read too stays for them.</summary>
    private static bool MoveBehindSum(Region pass, Value output, Region region)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>())
        {
            if (MoveBehindSum(pass, output, loop.Body))
            {
                return true;
            }
        }

        foreach (AddOp add in region.Nodes.OfType<AddOp>())
        {
            if (add.Inputs[0].Producer is not PermuteOp { Factors: [Commutation left] } first || add.Inputs[1].Producer is not PermuteOp { Factors: [Commutation right] } second
                || left != right || first == second || !region.Nodes.Contains(first) || !region.Nodes.Contains(second)
                || (Reads(pass, output, first.Output) > 1 && Reads(pass, output, second.Output) > 1))
            {
                continue;
            }

            var sum = new Value(add.Output.Name, ValueKind.Activation, first.Inputs[0].Shape, add.Output.Loop, path: add.Output.Path);
            region.Replace(add, new AddOp(first.Inputs[0], second.Inputs[0], sum), new PermuteOp(first.Factors, sum, add.Output));
            region.Nodes.RemoveAll(node => (node == first || node == second) && Reads(pass, output, ((PermuteOp)node).Output) == 0);
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
