using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Program;

/// <summary>Reverse-mode differentiation: from the forward region to the backward region, one rule an op.</summary>
internal static class Differentiation
{
    /// <summary>Derives the backward pass and marks the values that the forward pass has to keep.</summary>
    public static BackwardProgram Differentiate(ModelProgram program)
    {
        program.Input.IsKept = true;
        program.Output.IsKept = true;
        var outputGradient = new Value("output.gradient", ValueKind.Activation, program.Output.Shape, null);
        var inputGradient = new Value("input.gradient", ValueKind.Activation, program.Input.Shape, null);

        var region = new Region();
        var gradients = new GradientBuilder(region, null);
        gradients.Seed(program.Output, outputGradient);
        DifferentiateRegion(program.Forward, gradients);
        gradients.Append(new CopyOp(gradients.Gradient(program.Input)!, inputGradient));

        ShareRecomputation(region);
        (Region main, Region tail) = SplitTail(region);
        return new BackwardProgram(outputGradient, inputGradient, main, tail);
    }

    private static void DifferentiateRegion(Region forward, GradientBuilder gradients)
    {
        foreach (Node node in Enumerable.Reverse(forward.Nodes))
        {
            if (node is Op op)
            {
                if (op.Outputs.Any(o => gradients.Gradient(o) is not null))
                {
                    op.Differentiate(gradients);
                }
            }
            else if (node is Loop loop && gradients.Gradient(loop.Result) is { } resultGradient)
            {
                Loop backward = DifferentiateLoop(loop, resultGradient, gradients);
                gradients.Append(backward);
                gradients.Accumulate(loop.Initial, backward.Result);
            }
        }
    }

    /// <summary>The backward loop counts down and carries the gradient of what the forward loop carries.</summary>
    private static Loop DifferentiateLoop(Loop loop, Value resultGradient, GradientBuilder outer)
    {
        Value initial = outer.NewGradient(loop.Result);
        outer.Append(new CopyOp(resultGradient, initial));
        var argument = new Value(loop.Yield.Name + ".gradient", ValueKind.Activation, loop.Yield.Shape, loop.Index);
        var backward = new Loop(loop.Index, isReversed: true)
        {
            Initial = initial,
            Argument = argument,
            Result = outer.NewGradient(loop.Initial),
        };
        var inner = new GradientBuilder(backward.Body, loop.Index);
        inner.Seed(loop.Yield, argument);
        DifferentiateRegion(loop.Body, inner);
        var yield = new Value(loop.Argument.Name + ".gradient", ValueKind.Activation, loop.Argument.Shape, loop.Index);
        inner.Append(new CopyOp(inner.Gradient(loop.Argument)!, yield));
        backward.Yield = yield;
        return backward;
    }

    /// <summary>Lets gradient ops deliver what was computed again, and puts the ops in an order that allows it.</summary>
    private static void ShareRecomputation(Region region)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>())
        {
            ShareRecomputation(loop.Body);
        }

        foreach (Op clone in region.Nodes.OfType<Op>().Where(static op => op.IsRecomputed).ToArray())
        {
            // An op that waits for what was computed again cannot be the one that delivers it.
            HashSet<Node> waiting = Dependents(region, clone);
            if (region.Nodes.OfType<Op>().Any(op => op != clone && !waiting.Contains(op) && op.Absorb(clone)))
            {
                region.Nodes.Remove(clone);
            }
        }

        SortByDependency(region);
    }

    /// <summary>The nodes that need an output of <paramref name="source"/>, directly or through others.</summary>
    private static HashSet<Node> Dependents(Region region, Op source)
    {
        var dependents = new HashSet<Node>();
        var values = new HashSet<Value>(source.Outputs);
        int before;
        do
        {
            before = dependents.Count;
            foreach (Node node in region.Nodes.Where(node => node != source && Read(node).Any(values.Contains)))
            {
                dependents.Add(node);
                values.UnionWith(Produced(node));
            }
        }
        while (dependents.Count > before);

        return dependents;
    }

    /// <summary>Stable topological order: a node runs as soon as its operands are there, in the old order otherwise.</summary>
    private static void SortByDependency(Region region)
    {
        var waiting = new List<Node>(region.Nodes);
        var pending = new HashSet<Value>(waiting.SelectMany(Produced));
        region.Nodes.Clear();
        while (waiting.Count > 0)
        {
            int next = waiting.FindIndex(node => !Read(node).Any(v => pending.Contains(v) && !Produced(node).Contains(v)));
            Node ready = waiting[next];
            waiting.RemoveAt(next);
            region.Nodes.Add(ready);
            pending.ExceptWith(Produced(ready));
        }
    }

    private static (Region Main, Region Tail) SplitTail(Region region)
    {
        var main = new Region();
        var tail = new Region();
        var needed = new HashSet<Value>();
        foreach (Node node in Enumerable.Reverse(region.Nodes))
        {
            bool isNeeded = Produced(node).Any(v => v.Kind == ValueKind.ParameterGradient || needed.Contains(v));
            (isNeeded ? main : tail).Nodes.Insert(0, node);
            if (isNeeded)
            {
                needed.UnionWith(Read(node));
            }
        }

        return (main, tail);
    }

    private static IEnumerable<Value> Produced(Node node) => node switch
    {
        Op op => op.Outputs,
        Loop loop => loop.Body.AllOps().SelectMany(static op => op.Outputs).Append(loop.Result),
        _ => [],
    };

    private static IEnumerable<Value> Read(Node node) => node switch
    {
        Op op => op.Inputs,
        Loop loop => loop.Body.AllOps().SelectMany(static op => op.Inputs).Append(loop.Initial),
        _ => [],
    };
}
