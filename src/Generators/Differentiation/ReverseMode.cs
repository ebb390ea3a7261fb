using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Differentiation;

/// <summary>Reverse-mode differentiation: from the forward region to the backward region, one rule an op.</summary>
internal static class ReverseMode
{
    /// <summary>Derives the backward pass and marks the values that the forward pass has to keep.</summary>
    public static BackwardProgram Create(ModelGraph program)
    {
        program.Input.IsSaved = true;
        program.Output.IsSaved = true;
        var outputGradient = new Value("output.gradient", ValueKind.Activation, program.Output.Shape, null);
        var inputGradient = new Value("input.gradient", ValueKind.Activation, program.Input.Shape, null);

        var region = new Region();
        var gradients = new GradientBuilder(region, null);
        gradients.Seed(program.Output, outputGradient);
        var known = new Dictionary<Value, Value>();
        DifferentiateRegion(program.Forward, gradients, known);
        gradients.Append(new CopyOp(gradients.GradientOrZero(program.Input), inputGradient));

        Recomputation.Fuse(region);
        (Region main, Region tail) = SplitTail(region);
        return new BackwardProgram(outputGradient, inputGradient, main, tail, known);
    }

    private static void DifferentiateRegion(Region forward, GradientBuilder gradients, Dictionary<Value, Value> known)
    {
        foreach (Node node in Enumerable.Reverse(forward.Nodes))
        {
            if (node is Op op)
            {
                // Whoever reads an output has been differentiated: its gradient is whole.
                Value[] reached = [.. op.Outputs.Where(o => gradients.Gradient(o) is not null)];
                if (reached.Length > 0)
                {
                    foreach (Value output in reached)
                    {
                        known[output] = gradients.Gradient(output)!;
                    }

                    ((IDifferentiable)op).Vjp(gradients);
                }
            }
            else if (node is Loop loop && gradients.Gradient(loop.Carried[0].Result) is { } resultGradient)
            {
                Loop backward = DifferentiateLoop(loop, resultGradient, gradients, known);
                gradients.Append(backward);
                gradients.Accumulate(loop.Carried[0].Initial, backward.Carried[0].Result);
            }
        }
    }

    /// <summary>The backward loop counts down and carries the gradient of what the forward loop carries.</summary>
    private static Loop DifferentiateLoop(Loop loop, Value resultGradient, GradientBuilder outer, Dictionary<Value, Value> known)
    {
        Carried forward = loop.Carried[0];
        Value initial = outer.NewGradient(forward.Result);
        outer.Append(new CopyOp(resultGradient, initial));
        var argument = new Value(forward.Yield.Name + ".gradient", ValueKind.Activation, forward.Yield.Shape, loop.Index);
        var carried = new Carried { Initial = initial, Argument = argument, Result = outer.NewGradient(forward.Initial) };
        var backward = new Loop(loop.Index, isReversed: true);
        backward.Carried.Add(carried);
        var inner = new GradientBuilder(backward.Body, loop.Index);
        inner.Seed(forward.Yield, argument);
        DifferentiateRegion(loop.Body, inner, known);
        carried.Yield = new Value(forward.Argument.Name + ".gradient", ValueKind.Activation, forward.Argument.Shape, loop.Index);
        inner.Append(new CopyOp(inner.Gradient(forward.Argument)!, carried.Yield));
        return backward;
    }

    private static (Region Main, Region Tail) SplitTail(Region region)
    {
        var main = new Region();
        var tail = new Region();
        var needed = new HashSet<Value>();
        foreach (Node node in Enumerable.Reverse(region.Nodes))
        {
            bool isNeeded = node.Produced().Any(v => v.Kind == ValueKind.ParameterGradient || needed.Contains(v));
            (isNeeded ? main : tail).Nodes.Insert(0, node);
            if (isNeeded)
            {
                needed.UnionWith(node.Read());
            }
        }

        return (main, tail);
    }
}
