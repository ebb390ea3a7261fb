using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission;

/// <summary>A pass of the program, the same for all devices but for how an op is written.</summary>
/// <param name="Name">Name of the interface's member.</param>
/// <param name="Plan">What it does.</param>
/// <param name="Condition">Name of the argument that decides whether the second region runs; null where there is none.</param>
internal sealed record PassText(string Name, PassPlan Plan, string? Condition) : Unprinted
{
    /// <summary>All passes of a model.</summary>
    public static IEnumerable<PassText> All(Plan plan) =>
    [
        new("Infer", plan.Inference, null),
        .. plan.Training is not { } training ? [] : new PassText[] { new("ForwardTraining", training.Forward, null), new("Backward", training.Backward, "inputGradient") },
        .. plan.Training?.Tangents is not { } tangents ? [] : new PassText[] { new("ForwardTangent", tangents.Forward, null), new("BackwardTangent", tangents.Backward, null) },
    ];

    /// <summary>The same on GPUs, which have passes of their own.</summary>
    public static IEnumerable<PassText> OnGpu(Plan plan) => All(plan).Select(pass => pass.Plan == plan.Inference ? pass with { Plan = plan.InferenceOnGpu.Pass }
        : plan.Training is not { } training ? pass
        : pass.Plan == training.Forward ? pass with { Plan = training.OnGpu.Forward }
        : pass.Plan == training.Backward ? pass with { Plan = training.OnGpu.Backward }
        : pass);

    /// <summary>The member's parameters.</summary>
    public string Parameters(string frame) => $"{frame} frame{(Condition is null ? "" : $", bool {Condition}")}";

    /// <summary>Ops on the whole batch that run in the first region, and in all of them.</summary>
    public (long First, long All) Barriers => (Plan.Regions[0].Barriers, Plan.Regions.Sum(static region => region.Barriers));

    /// <summary>Writes what it does.</summary>
    /// <param name="code">Takes the text.</param>
    /// <param name="plan">The model's plan.</param>
    /// <param name="emit">Writes an op.</param>
    /// <param name="inPhases">Whether a call runs one phase of it, where it has several.</param>
    public void Write(CodeWriter code, Plan plan, Action<Op> emit, bool inPhases)
    {
        bool isPhased = inPhases && Barriers.All > 0;
        if (isPhased)
        {
            code.Line("int phase = 0;");
        }

        RegionWriter.Write(code, Plan.Regions[0], emit, StopEmitter.Before(code, plan, Plan), isPhased);
        if (Condition is not null)
        {
            using (code.Block($"if ({Condition})"))
            {
                RegionWriter.Write(code, Plan.Regions[1], emit, isPhased: isPhased);
            }
        }
    }
}
