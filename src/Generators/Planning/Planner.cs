using SparseGen.Generators.Differentiation;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>From program to plan: fusion, places in memory, the number of samples handled together.</summary>
internal static class Planner
{
    /// <param name="program">The model; it is changed.</param>
    /// <param name="hessianProducts">Whether Hessian-vector products are asked for.</param>
    public static Plan Plan(ModelGraph program, bool hessianProducts = false)
    {
        PermutationFolding.Run(program);
        (Region Region, Value Output) described = InferenceForward.Copy(program);
        (Region inferenceForward, Value inferenceOutput) = InferenceForward.Of(program);
        if (inferenceForward != program.Forward)
        {
            CopyElision.Run(inferenceForward);
            program.Forward.ClaimOutputs();
        }

        CopyElision.Run(program.Forward);
        BackwardProgram backward = ReverseMode.Create(program);
        CopyElision.Run(backward.Main, backward.Tail);
        CopyElision.Run(backward.Tail);

        var kept = new SavedPlanner();
        kept.Add(program.Input);
        kept.Add(program.Output);
        kept.Add(backward.OutputGradient);
        kept.Add(backward.InputGradient);
        kept.AddRegion(program.Forward);

        // From the program before fusion, which is allowed to change ops.
        TangentProgram? tangentProgram = null;
        if (hessianProducts)
        {
            tangentProgram = TangentProgram.Create(program, backward, value => kept.Find(value) is not null);
            CopyElision.Run(tangentProgram.Forward);
            CopyElision.Run(tangentProgram.Backward);
        }

        PackedLayout.Run(
            [inferenceForward, program.Forward, backward.Main, backward.Tail, .. tangentProgram?.Regions ?? []],
            [program.Input, program.Output, inferenceOutput, backward.OutputGradient, backward.InputGradient, .. tangentProgram?.Ends ?? []]);
        TangentPlan? tangents = tangentProgram is null ? null : TangentPlan.Create(tangentProgram, kept);

        Region inference = Fusion.Fuse(inferenceForward, value => value == inferenceOutput);
        Region training = Fusion.Fuse(program.Forward, static value => value.IsSaved);
        var tailInputs = new HashSet<Value>(backward.Tail.AllOps().SelectMany(static op => op.Inputs)
            .Concat(backward.Tail.AllLoops().SelectMany(static l => l.Carried).Select(static c => c.Initial)));
        Region main = Fusion.Fuse(backward.Main, tailInputs.Contains);
        Region tail = Fusion.Fuse(backward.Tail, value => value == backward.InputGradient);

        var inferencePlanner = new BufferPlanner("Inference", null);
        var inferencePass = new PassPlan([inference], inferencePlanner.Plan([inference], inferenceOutput));
        var forwardPlanner = new BufferPlanner("Forward", kept);
        var forwardPass = new PassPlan([training], forwardPlanner.Plan([training]));
        var backwardPlanner = new BufferPlanner("Backward", kept);
        var backwardPass = new PassPlan([main, tail], backwardPlanner.Plan([main, tail]))
        {
            // Tangents need all that the backward pass keeps.
            Stops = hessianProducts ? null : BackwardStops.Find(main, program.Parameters),
        };

        IReadOnlyList<Parameter> derived = TransposedPanels.Find(program.Parameters, [main, tail, .. tangents?.Backward.Regions ?? []]);
        long scratch = Math.Max(forwardPlanner.ScratchLength, backwardPlanner.ScratchLength);
        var parameters = new ParameterArena(program.Parameters, static p => p.StorageLength);
        return new Plan
        {
            Program = program,
            Backward = backward,
            Parameters = parameters,
            Transposed = new ParameterArena(derived, TransposedPanels.Length),
            ParameterNames = new ParameterNames(program.Parameters),
            ChunkSamples = ChooseChunk(program, scratch, inferencePlanner.ScratchLength, parameters.Length),
            WorkersOfSample = SampleSharing.MostWorkers(inferenceForward),
            Described = described,
            Inference = inferencePass,
            InferenceOutput = inferenceOutput,
            InferenceScratch = inferencePlanner.ScratchLength,
            ForwardTraining = forwardPass,
            BackwardPass = backwardPass,
            TrainingScratch = scratch,
            SavedLength = kept.Length,
            Tangents = tangents,
            Tables = new IndexTables([inference, training, main, tail, .. tangents is null ? [] : tangents.Forward.Regions.Concat(tangents.Backward.Regions)]),
            Constants =
            [
                .. kept.All.Select(static s => ("What the forward pass keeps", s)),
                .. inferencePlanner.Scratch.Select(static s => ("Scratch of inference", s)),
                .. forwardPlanner.Scratch.Select(static s => ("Scratch of the forward pass in training", s)),
                .. backwardPlanner.Scratch.Select(static s => ("Scratch of the backward pass", s)),
                .. tangents?.Constants ?? [],
            ],
        };
    }

    /// <summary>
    /// Where there are products, weights are read once for each chunk, so that what inference copies in and out does not count against the cache; without products that is all
    /// there is.
    /// </summary>
    private static int ChooseChunk(ModelGraph program, long training, long inference, long parameters)
    {
        Ops.ProductOp[] products = [.. program.Forward.AllOps().OfType<Ops.ProductOp>().OrderByDescending(static p => p.Macs)];
        Ops.ProductOp? sparse = products.FirstOrDefault(static p => p.Right.Parameter?.Mask is not null);
        int rows = (sparse ?? products.FirstOrDefault())?.Extents.Rows ?? 1;
        return ChunkSize.Choose(products.Length > 0 ? training : Math.Max(training, inference), inference, rows, packsRows: sparse is not null, parameters);
    }
}
