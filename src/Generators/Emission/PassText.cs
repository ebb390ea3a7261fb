using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission;

/// <summary>A pass of the program, the same for all devices but for how an op is written.</summary>
/// <param name="Name">Name of the interface's member.</param>
/// <param name="Plan">What it does.</param>
/// <param name="Condition">Name of the argument that decides whether the second region runs; null where there is none.</param>
internal sealed record PassText(string Name, PassPlan Plan, string? Condition)
{
    /// <summary>All passes of a model.</summary>
    public static IEnumerable<PassText> All(Plan plan) =>
    [
        new("Infer", plan.Inference, null),
        .. plan.Training is not { } training ? [] : new PassText[] { new("ForwardTraining", training.Forward, null), new("Backward", training.Backward, "inputGradient") },
        .. plan.Training?.Tangents is not { } tangents ? [] : new PassText[] { new("ForwardTangent", tangents.Forward, null), new("BackwardTangent", tangents.Backward, null) },
    ];

    /// <summary>The member's parameters.</summary>
    public string Parameters(string frame) => $"{frame} frame{(Condition is null ? "" : $", bool {Condition}")}";

    /// <summary>Writes what it does.</summary>
    public void Write(CodeWriter code, Plan plan, Action<Op> emit)
    {
        RegionWriter.Write(code, Plan.Regions[0], emit, StopEmitter.Before(code, plan, Plan));
        if (Condition is not null)
        {
            using (code.Block($"if ({Condition})"))
            {
                RegionWriter.Write(code, Plan.Regions[1], emit);
            }
        }
    }
}
