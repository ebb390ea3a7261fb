using System.ComponentModel;

namespace SparseGen.Execution;

/// <summary>
/// Where the activations of a generated program lie, the same on every device: sizes and places in floats a sample. A chunk is what a pass
/// handles at once, a few samples on the CPU and the whole batch on a GPU.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IProgramBuffers
{
    /// <summary>Floats a sample of scratch for inference. Layout: [value][samples of a chunk][size of value].</summary>
    static abstract int InferenceScratch { get; }

    /// <summary>Where, in floats a sample, the input lies in the scratch for inference.</summary>
    static abstract int InferenceInput { get; }

    /// <summary>Where, in floats a sample, the output lies in the scratch for inference.</summary>
    static abstract int InferenceOutput { get; }

    /// <summary>Floats a sample kept from the forward to the backward pass. Layout: [value][capacity][size of value].</summary>
    static abstract int TrainingKept { get; }

    /// <summary>Floats a sample of scratch for training. Layout: [value][samples of a chunk][size of value].</summary>
    static abstract int TrainingScratch { get; }

    /// <summary>Where, in floats a sample, the input lies in what is kept.</summary>
    static abstract int TrainingInput { get; }

    /// <summary>Where, in floats a sample, the output lies in what is kept.</summary>
    static abstract int TrainingOutput { get; }

    /// <summary>Where, in floats a sample, the gradient of the output lies in what is kept.</summary>
    static abstract int TrainingOutputGradient { get; }

    /// <summary>Where, in floats a sample, the gradient of the input lies in what is kept.</summary>
    static abstract int TrainingInputGradient { get; }

    /// <summary>Floats a sample kept from the tangents of activations to those of gradients; 0 where the model has no tangents.</summary>
    static virtual int TangentKept => 0;

    /// <summary>Floats a sample of scratch for tangents. Layout: [value][samples of a chunk][size of value].</summary>
    static virtual int TangentScratch => 0;

    /// <summary>Where, in floats a sample, the tangent of the output lies in what is kept of tangents.</summary>
    static virtual int TangentOutput => 0;

    /// <summary>Where, in floats a sample, the tangent of the output's gradient lies in what is kept of tangents.</summary>
    static virtual int TangentOutputGradient => 0;

    /// <summary>What is kept of activations, in the order in which it is computed, for those who look for where numbers went wrong; a new list each time.</summary>
    static virtual KeptActivations Activations => new();
}
