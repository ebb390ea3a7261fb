using SparseGen.Generators.Differentiation;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>All that the emitters need of training.</summary>
internal sealed class TrainingPlan
{
    /// <summary>What the backward pass derives from.</summary>
    public required BackwardProgram Program { get; init; }

    public required PassPlan Forward { get; init; }

    /// <summary>The backward pass: what the parameters' gradients need, then what only the input's gradient needs.</summary>
    public required PassPlan Backward { get; init; }

    /// <summary>Both passes as GPUs run them.</summary>
    public required GpuTraining OnGpu { get; init; }

    /// <summary>Floats a sample of scratch of both.</summary>
    public required long Scratch { get; init; }

    /// <summary>Floats a sample that the first keeps for the second, and behind them those that lie there for the whole batch within a pass.</summary>
    public required long SavedLength { get; init; }

    /// <summary>Weights that the backward pass reads in another layout.</summary>
    public required ParameterArena Transposed { get; init; }

    /// <summary>Those of them that only the gradient of the input reads.</summary>
    public required IReadOnlyCollection<Parameter> TransposedForInput { get; init; }

    /// <summary>Gradients that every worker adds to alone, where there are others that workers may share; null where there are none.</summary>
    public required ParameterArena? OwnGradients { get; init; }

    /// <summary>The passes for Hessian-vector products, where the model asks for them.</summary>
    public required TangentPlan? Tangents { get; init; }

    /// <summary>Offsets that become named constants: (group, place).</summary>
    public required IReadOnlyList<(string Group, BufferSlot Storage)> Constants { get; init; }

    /// <summary>All regions, for the lists of indices that they read.</summary>
    public IEnumerable<Region> Regions => [.. Forward.Regions, .. Backward.Regions, .. Tangents is null ? [] : Tangents.Forward.Regions.Concat(Tangents.Backward.Regions)];

    /// <summary>Plans the passes.</summary>
    /// <param name="program">The model.</param>
    /// <param name="derived">What derives from it, laid out.</param>
    /// <param name="taps">Whether gradients of activations are kept too.</param>
    public static TrainingPlan Create(ModelGraph program, TrainingPrograms derived, bool taps)
    {
        (BackwardProgram backward, TangentProgram? tangentProgram, SavedPlanner kept) = derived;
        TangentPlan? tangents = tangentProgram is null ? null : TangentPlan.Create(tangentProgram, kept);

        Region forward = MovedStrides.Fold(Fusion.Fuse(program.Forward, static value => value.IsSaved), static value => value.IsSaved);
        var tailInputs = new HashSet<Value>(backward.Tail.AllOps().SelectMany(static op => op.Inputs)
            .Concat(backward.Tail.AllLoops().SelectMany(static l => l.Carried).Select(static c => c.Initial)));
        Region main = Fusion.Fuse(backward.Main, value => tailInputs.Contains(value) || (taps && value.IsSaved));
        Region tail = Fusion.Fuse(backward.Tail, value => value == backward.InputGradient || (taps && value.IsSaved));

        var forwardPlanner = new BufferPlanner("Forward", kept);
        PassPlan forwardPass = forwardPlanner.Plan([forward]);
        var backwardPlanner = new BufferPlanner("Backward", kept);
        PassPlan backwardPass = backwardPlanner.Plan([main, tail]) with
        {
            // Tangents need all that the backward pass keeps, and a phase that ended early would be gone on with.
            Stops = tangents is null && !main.HasPhases ? BackwardStops.Find(main, program.Parameters) : null,
        };

        long saved = Sizes.Plus(kept.Length, Math.Max(Math.Max(forwardPlanner.BatchLength, backwardPlanner.BatchLength), tangents?.Batch ?? 0));
        IReadOnlyList<Parameter> transposed = TransposedPanels.Find(program.Parameters, [main, tail, .. tangents?.Backward.Regions ?? []]);
        IReadOnlyList<Parameter> always = TransposedPanels.Find(program.Parameters, [main]);
        return new TrainingPlan
        {
            Program = backward,
            Forward = forwardPass,
            Backward = backwardPass,
            OnGpu = GpuTraining.Create(program.Forward, forwardPass, backwardPass, kept, saved, program.Parameters),
            Scratch = Math.Max(forwardPass.Scratch, backwardPass.Scratch),
            SavedLength = saved,
            Transposed = new ParameterArena(transposed, TransposedPanels.Length),
            TransposedForInput = [.. transposed.Except(always)],
            OwnGradients = program.Parameters.Any(static p => p.SharesGradient)
                ? new ParameterArena([.. program.Parameters.Where(static p => !p.SharesGradient)], static p => p.StorageLength)
                : null,
            Tangents = tangents,
            Constants =
            [
                .. kept.All.Select(static s => ("What the forward pass keeps", s)),
                .. forwardPlanner.Scratch.Select(static s => ("Scratch of the forward pass in training", s)),
                .. backwardPlanner.Scratch.Select(static s => ("Scratch of the backward pass", s)),
                .. tangents?.Constants ?? [],
            ],
        };
    }
}
