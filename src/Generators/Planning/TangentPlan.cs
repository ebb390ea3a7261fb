using SparseGen.Generators.Differentiation;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>The passes for Hessian-vector products.</summary>
/// <param name="Program">What they derive from.</param>
/// <param name="Forward">The tangents of the activations.</param>
/// <param name="Backward">The tangents of the gradients.</param>
/// <param name="SavedLength">Floats a sample that the first keeps for the second.</param>
/// <param name="Scratch">Floats a sample of scratch of both.</param>
/// <param name="Batch">Floats a sample of scratch for the whole batch of both.</param>
/// <param name="Constants">Offsets that become named constants: (group, place).</param>
internal sealed record TangentPlan(
    TangentProgram Program, PassPlan Forward, PassPlan Backward, long SavedLength, long Scratch, long Batch, IReadOnlyList<(string Group, BufferSlot Storage)> Constants)
    : Unprinted
{
    /// <summary>Plans both passes.</summary>
    /// <param name="program">The passes.</param>
    /// <param name="kept">What the forward pass keeps.</param>
    public static TangentPlan Create(TangentProgram program, SavedPlanner kept)
    {
        var tangents = new SavedPlanner(kept);
        foreach (Value end in program.Ends)
        {
            tangents.Add(end);
        }

        tangents.AddRegion(program.Forward);

        Region forward = Fusion.Fuse(program.Forward, value => value.IsSaved || value == program.OutputTangent);
        Region backward = Fusion.Fuse(program.Backward, static _ => false);
        GradientTerms.Join(backward);
        var forwardPlanner = new BufferPlanner("ForwardTangent", tangents);
        PassPlan forwardPass = forwardPlanner.Plan([forward], [.. program.Ends]);
        var backwardPlanner = new BufferPlanner("BackwardTangent", tangents);
        PassPlan backwardPass = backwardPlanner.Plan([backward], program.OutputGradientTangent);
        return new TangentPlan(
            program, forwardPass, backwardPass, tangents.Length, Math.Max(forwardPass.Scratch, backwardPass.Scratch),
            Math.Max(forwardPlanner.BatchLength, backwardPlanner.BatchLength),
            [
                .. tangents.All.Select(static s => ("Tangents that are kept", s)),
                .. forwardPlanner.Scratch.Select(static s => ("Scratch of the pass for tangents of activations", s)),
                .. backwardPlanner.Scratch.Select(static s => ("Scratch of the pass for tangents of gradients", s)),
            ]);
    }
}
