using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission.Model;

/// <summary>
/// What inference computes, op by op, for those who write the model in another form: a method that only they call. Loops stay loops; what they carry is a variable.
/// </summary>
internal static class GraphEmitter
{
    /// <summary>Name of the method.</summary>
    public const string Method = "Describe";

    public static void Write(CodeWriter code, Plan plan)
    {
        (Region region, Value output) = plan.Described;
        var graph = new GraphText(code, plan.Tables);
        code.Line();
        code.Summary("Tells what inference computes, op by op.");
        using (code.Block($"public static void {Method}(IGraphBuilder graph)"))
        {
            graph.Declare(plan.Program.Input, $"graph.Input({GraphText.Shape(plan.Program.Input)})");
            WriteRegion(code, region, graph);
            code.Line($"graph.Output({graph.Ref(output)});");
        }
    }

    private static void WriteRegion(CodeWriter code, Region region, GraphText graph)
    {
        foreach (Node node in region.Nodes)
        {
            if (node is IDescribable op)
            {
                op.Describe(graph);
                continue;
            }

            var loop = (Loop)node;
            foreach (Carried carried in loop.Carried)
            {
                graph.Declare(carried.Argument, graph.Ref(carried.Initial));
            }

            using (code.Loop(loop.Index))
            {
                WriteRegion(code, loop.Body, graph);
                foreach (Carried carried in loop.Carried.Where(carried => graph.Ref(carried.Yield) != graph.Ref(carried.Argument)))
                {
                    code.Line($"{graph.Ref(carried.Argument)} = {graph.Ref(carried.Yield)};");
                }
            }

            foreach (Carried carried in loop.Carried)
            {
                graph.Alias(carried.Result, carried.Argument);
            }
        }
    }
}
