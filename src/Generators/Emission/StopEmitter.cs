using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission;

/// <summary>Writes the comparisons with which a backward pass ends where nothing that follows is trained; the same on every device.</summary>
internal static class StopEmitter
{
    /// <summary>What to write before each node of a pass; null where the pass never ends early.</summary>
    public static Action<Node>? Before(CodeWriter code, Plan plan, PassPlan pass)
    {
        if (pass.Stops is not { } stops)
        {
            return null;
        }

        return node =>
        {
            if (stops.Before(node) is { } last)
            {
                code.Line($"if (frame.FirstWanted > {Text.Offset(plan.ParameterNames[last], plan.Parameters.Steps(last))}) {{ return; }}");
                code.Line();
            }
        };
    }
}
