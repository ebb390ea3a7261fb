using SparseGen.Generators.Differentiation;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>What training computes beside the forward pass, before anything is fused: fusion is allowed to change ops, and all of this derives from them as they were.</summary>
/// <param name="Backward">The backward pass.</param>
/// <param name="Tangents">The passes for Hessian-vector products, where they are asked for.</param>
/// <param name="Kept">Places of what the forward pass keeps.</param>
internal sealed record TrainingPrograms(BackwardProgram Backward, TangentProgram? Tangents, SavedPlanner Kept) : Unprinted
{
    /// <summary>All regions but the forward pass.</summary>
    public IEnumerable<Region> Regions => [Backward.Main, Backward.Tail, .. Tangents?.Regions ?? []];

    /// <summary>What the outside reads or writes.</summary>
    public IEnumerable<Value> Ends => [Backward.OutputGradient, Backward.InputGradient, .. Tangents?.Ends ?? []];

    /// <summary>Derives them.</summary>
    /// <param name="program">The model; copies are elided in its forward pass.</param>
    /// <param name="hessianProducts">Whether Hessian-vector products are asked for.</param>
    /// <param name="taps">Whether all activations and their gradients are kept, for those who look.</param>
    public static TrainingPrograms Derive(ModelGraph program, bool hessianProducts, bool taps)
    {
        BackwardProgram backward = ReverseMode.Create(program);
        if (taps)
        {
            Keep(program.Forward, backward);
        }

        CopyElision.Run(backward.Main, backward.Tail);
        CopyElision.Run(backward.Tail);

        var kept = new SavedPlanner();
        kept.Add(program.Input);
        kept.Add(program.Output);
        kept.Add(backward.OutputGradient);
        kept.Add(backward.InputGradient);
        kept.AddRegion(program.Forward);

        TangentProgram? tangents = null;
        if (hessianProducts)
        {
            tangents = TangentProgram.Create(program, backward, value => kept.Find(value) is not null, movesInput: taps);
            CopyElision.Run(tangents.Forward);
            CopyElision.Run(tangents.Backward);
        }

        if (taps)
        {
            kept.AddRegion(backward.Main);
            kept.AddRegion(backward.Tail);
        }

        return new TrainingPrograms(backward, tangents, kept);
    }

    private static void Keep(Region forward, BackwardProgram backward)
    {
        Region[] regions = [forward, backward.Main, backward.Tail];
        foreach (Value value in forward.AllOps().SelectMany(static op => op.Outputs)
            .Concat(backward.Gradients.Values)
            .Concat(regions.SelectMany(static region => region.AllLoops()).SelectMany(static loop => loop.Carried).Select(static carried => carried.Argument)))
        {
            value.IsSaved = true;
        }
    }
}
