namespace SparseGen.Execution;

/// <summary>
/// What the generator emits of a model for the CPU: sizes and straight-line passes over a few samples.
/// Everything that does not depend on the shape (threads, pieces, reduction) is <see cref="CpuEngine{TProgram}"/>.
/// </summary>
public interface ICpuProgram
{
    /// <summary>Samples that one call handles at most, chosen so that their activations stay in the second-level cache.</summary>
    static abstract int ChunkSamples { get; }

    /// <summary>Floats a sample of scratch for inference. Buffers have the layout [value][ChunkSamples][size of value].</summary>
    static abstract int InferenceScratch { get; }

    /// <summary>Where, in floats a sample, the input lies in the scratch for inference.</summary>
    static abstract int InferenceInput { get; }

    /// <summary>Where, in floats a sample, the output lies in the scratch for inference.</summary>
    static abstract int InferenceOutput { get; }

    /// <summary>Floats a sample kept from the forward to the backward pass. Layout: [value][capacity][size of value].</summary>
    static abstract int TrainingKept { get; }

    /// <summary>Floats a sample of scratch for training. Layout: [value][ChunkSamples][size of value].</summary>
    static abstract int TrainingScratch { get; }

    /// <summary>Where, in floats a sample, the input lies in what is kept.</summary>
    static abstract int TrainingInput { get; }

    /// <summary>Where, in floats a sample, the output lies in what is kept.</summary>
    static abstract int TrainingOutput { get; }

    /// <summary>Where, in floats a sample, the gradient of the output lies in what is kept.</summary>
    static abstract int TrainingOutputGradient { get; }

    /// <summary>Where, in floats a sample, the gradient of the input lies in what is kept.</summary>
    static abstract int TrainingInputGradient { get; }

    /// <summary>Floats derived from the parameters once a step (transposed panels); independent of the batch.</summary>
    static abstract int DerivedLength { get; }

    /// <summary>Floats of room that a worker has for what one kernel packs; independent of the batch.</summary>
    static virtual int WorkspaceLength => 0;

    /// <summary>Derives what the backward pass wants in another layout.</summary>
    /// <param name="parameters">The parameter arena.</param>
    /// <param name="derived">[DerivedLength].</param>
    static abstract void Derive(ref float parameters, ref float derived);

    /// <summary>Inference of frame.Count samples; uses Parameters and Scratch.</summary>
    /// <param name="frame">Buffers and range.</param>
    static abstract void Infer(CpuFrame frame);

    /// <summary>Forward pass of frame.Count samples that writes what is kept.</summary>
    /// <param name="frame">Buffers and range.</param>
    static abstract void ForwardTraining(CpuFrame frame);

    /// <summary>
    /// Backward pass of frame.Count samples; adds into frame.Gradients. It leaves all that is kept as it is, so that it can be run again.
    /// </summary>
    /// <param name="frame">Buffers and range.</param>
    /// <param name="inputGradient">Whether the gradient of the input is wanted too.</param>
    static abstract void Backward(CpuFrame frame, bool inputGradient);
}
