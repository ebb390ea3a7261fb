using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>One pass.</summary>
/// <param name="Regions">Fused regions in order.</param>
/// <param name="Storage">The place of every value.</param>
/// <param name="Scratch">Floats a sample of scratch.</param>
internal sealed record PassPlan(IReadOnlyList<Region> Regions, IReadOnlyDictionary<Value, BufferSlot> Storage, long Scratch) : Unprinted
{
    /// <summary>Where the first region may end; null for a pass that always runs to its end.</summary>
    public BackwardStops? Stops { get; init; }
}

/// <summary>All that the emitters need.</summary>
internal sealed class Plan
{
    public required ModelGraph Program { get; init; }

    public required ParameterArena Parameters { get; init; }

    public required ParameterNames ParameterNames { get; init; }

    public required int ChunkSamples { get; init; }

    /// <summary>Samples of a chunk in inference, which adds to no gradients and has less to keep in the cache.</summary>
    public required int InferenceSamples { get; init; }

    /// <summary>Workers among which inference shares out a sample, at the most.</summary>
    public required int WorkersOfSample { get; init; }

    /// <summary>Multiply-accumulates of a sample in inference, as <see cref="SampleSharing"/> counts them.</summary>
    public required long SampleWork { get; init; }

    /// <summary>The same of a sample that is alone.</summary>
    public required long LoneSampleWork { get; init; }

    /// <summary>Samples that workers share out by kernels, at the most; more are shared out by samples.</summary>
    public required int SamplesTogether { get; init; }

    /// <summary>Whether workers ever share out the kernels of inference.</summary>
    public bool IsSharedOut => WorkersOfSample > 1 || SamplesTogether > 1;

    public required PassPlan Inference { get; init; }

    /// <summary>The same on GPUs.</summary>
    public required GpuInference InferenceOnGpu { get; init; }

    /// <summary>What inference computes, as it is before anything is fused or laid out, and the model's output in it: for those who ask the model.</summary>
    public required (Region Region, Value Output) Described { get; init; }

    /// <summary>The model's output in the pass of inference.</summary>
    public required Value InferenceOutput { get; init; }

    /// <summary>What training needs beside that; null for a model that only infers.</summary>
    public required TrainingPlan? Training { get; init; }

    /// <summary>Lists of indices that kernels read.</summary>
    public required IndexTables Tables { get; init; }

    /// <summary>Offsets that become named constants: (group, place).</summary>
    public required IReadOnlyList<(string Group, BufferSlot Storage)> Constants { get; init; }

    /// <summary>Places on GPUs that are not those of the CPU: constants too.</summary>
    public IEnumerable<BufferSlot> PlacesOnGpu => InferenceOnGpu.Places.Concat(Training?.OnGpu.Places ?? []);
}
