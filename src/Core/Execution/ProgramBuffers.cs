using System.ComponentModel;

namespace SparseGen.Execution;

/// <summary>
/// Where the activations of a generated program lie: sizes and places in floats a sample. A chunk is what a pass
/// handles at once, a few samples on the CPU and the whole batch on a GPU.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProgramBuffers
{
    /// <summary>Floats a sample of scratch for inference. Layout: [value][samples of a chunk][size of value].</summary>
    public required int InferenceScratch { get; init; }

    /// <summary>Where, in floats a sample, the input lies in the scratch for inference.</summary>
    public required int InferenceInput { get; init; }

    /// <summary>Where, in floats a sample, the output lies in the scratch for inference.</summary>
    public required int InferenceOutput { get; init; }

    /// <summary>Floats a sample kept from the forward to the backward pass; 0 where the model only infers, as all of training. Layout: [value][capacity][size of value].</summary>
    public int TrainingSaved { get; init; }

    /// <summary>Samples of a training batch at the least: 2 where the variance of a batch is that of a single number for each sample.</summary>
    public int LeastBatch { get; init; } = 1;

    /// <summary>Floats a sample of scratch for training. Layout: [value][samples of a chunk][size of value].</summary>
    public int TrainingScratch { get; init; }

    /// <summary>Where, in floats a sample, the input lies in what is kept.</summary>
    public int TrainingInput { get; init; }

    /// <summary>Where, in floats a sample, the output lies in what is kept.</summary>
    public int TrainingOutput { get; init; }

    /// <summary>Where, in floats a sample, the gradient of the output lies in what is kept.</summary>
    public int TrainingOutputGradient { get; init; }

    /// <summary>Where, in floats a sample, the gradient of the input lies in what is kept.</summary>
    public int TrainingInputGradient { get; init; }

    /// <summary>Floats a sample kept from the tangents of activations to those of gradients; 0 where the model has no tangents.</summary>
    public int TangentSaved { get; init; }

    /// <summary>Floats a sample of scratch for tangents. Layout: [value][samples of a chunk][size of value].</summary>
    public int TangentScratch { get; init; }

    /// <summary>Where, in floats a sample, the tangent of the output lies in what is kept of tangents.</summary>
    public int TangentOutput { get; init; }

    /// <summary>Where, in floats a sample, the tangent of the input lies in what is kept of tangents; -1 where it has none.</summary>
    public int TangentInput { get; init; } = -1;

    /// <summary>Where, in floats a sample, the tangent of the output's gradient lies in what is kept of tangents.</summary>
    public int TangentOutputGradient { get; init; }

    /// <summary>Lists what is kept of activations, in the order in which it is computed, for those who look for where numbers went wrong.</summary>
    public Func<SavedActivations> Activations { get; init; } = static () => new SavedActivations();
}
