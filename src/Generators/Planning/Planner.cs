using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>From program to plan: fusion, places in memory, the number of samples handled together.</summary>
internal static class Planner
{
    /// <param name="program">The model; it is changed.</param>
    /// <param name="training">Whether it is to be trained, not only to infer.</param>
    /// <param name="hessianProducts">Whether Hessian-vector products are asked for too.</param>
    /// <param name="taps">Whether all activations and their gradients are kept, in the order of the samples.</param>
    public static Plan Plan(ModelGraph program, bool training = true, bool hessianProducts = false, bool taps = false)
    {
        PermutationFolding.Run(program.Forward, program.Output);
        (Region Region, Value Output) described = InferenceForward.Copy(program);
        (Region inferenceForward, Value inferenceOutput) = InferenceForward.Of(program);
        if (inferenceForward == program.Forward)
        {
            TokensAsColumns.Run((inferenceForward, inferenceOutput));
        }
        else
        {
            TokensAsColumns.Run((inferenceForward, inferenceOutput), (program.Forward, program.Output));
            CopyElision.Run(inferenceForward);
            program.Forward.ClaimOutputs();
        }

        foreach (Ops.BatchNormOp norm in program.Forward.AllOps().OfType<Ops.BatchNormOp>().ToArray())
        {
            program.Forward.Replace(norm, norm.InTraining());
        }

        CopyElision.Run(program.Forward);
        TrainingPrograms? derived = training ? TrainingPrograms.Derive(program, hessianProducts, taps) : null;
        if (!taps)
        {
            PackedLayout.Run(
                [inferenceForward, .. derived is null ? [] : derived.Regions.Prepend(program.Forward)],
                [program.Input, program.Output, inferenceOutput, .. derived?.Ends ?? []]);
        }

        NormFolding.Run(inferenceForward);
        foreach (Region region in new[] { inferenceForward, program.Forward }.Concat(derived?.Regions ?? []).Distinct())
        {
            WindowPadding.Run(region);
        }

        Region inference = MovedStrides.Fold(Fusion.Fuse(inferenceForward, value => value == inferenceOutput), value => value == inferenceOutput);
        var planner = new BufferPlanner("Inference", null);
        PassPlan pass = planner.Plan([inference], inferenceOutput);
        TrainingPlan? trained = derived is null ? null : TrainingPlan.Create(program, derived, taps);
        var onGpu = GpuInference.Create(inferenceForward, inferenceOutput, pass);
        var parameters = new ParameterArena(program.Parameters, static p => p.StorageLength);
        int inferenceChunk = ChooseChunk(program, pass.Scratch, pass.Scratch, parameters.Length, trains: false);
        return new Plan
        {
            Program = program,
            Parameters = parameters,
            ParameterNames = new ParameterNames(program.Parameters),
            ChunkSamples = trained is null ? inferenceChunk : ChooseChunk(program, trained.Scratch, pass.Scratch, parameters.Length, trains: true),
            InferenceSamples = inferenceChunk,
            SampleWork = SampleSharing.Work(inferenceForward),
            LoneSampleWork = SampleSharing.LoneWork(inferenceForward),
            WorkersOfSample = SampleSharing.MostWorkers(inferenceForward),
            SamplesTogether = SampleSharing.SamplesTogether(inferenceForward),
            Described = described,
            Inference = pass,
            InferenceOnGpu = onGpu,
            InferenceOutput = inferenceOutput,
            Training = trained,
            Tables = new IndexTables([inference, .. trained?.Regions ?? [], described.Region], [.. onGpu.Pass.Regions, .. trained?.OnGpu.Regions ?? []]),
            Constants = [.. planner.Scratch.Select(static s => ("Scratch of inference", s)), .. trained?.Constants ?? []],
        };
    }

    /// <summary>
    /// Where there are products, weights are read once for each chunk, so that what inference copies in and out does not count against the cache; without products that is all
    /// there is.
    /// </summary>
    private static int ChooseChunk(ModelGraph program, long training, long inference, long parameters, bool trains)
    {
        Ops.ProductOp[] products = [.. program.Forward.AllOps().OfType<Ops.ProductOp>().OrderByDescending(static p => p.Macs)];
        Ops.ProductOp? sparse = products.FirstOrDefault(static p => p.Right.Parameter?.Mask is not null);
        int rows = (sparse ?? products.FirstOrDefault())?.Extents.Rows ?? 1;
        return ChunkSize.Choose(products.Length > 0 ? training : Math.Max(training, inference), inference, rows, packsRows: sparse is not null, parameters, trains);
    }
}
