using System.ComponentModel;
using SparseGen.Simd;

namespace SparseGen.Execution;

/// <summary>
/// What the generator emits of a model for the CPU: sizes and straight-line passes over a few samples.
/// Everything that does not depend on the shape (threads, pieces, reduction) is <see cref="CpuEngine{TProgram}"/>. Passes are generic over the vector width; <see cref="CpuPass"/>
/// chooses that of the machine.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICpuProgram
{
    /// <summary>Where activations lie.</summary>
    static abstract ProgramBuffers Buffers { get; }

    /// <summary>Samples that one call handles at most, chosen so that their activations stay in the second-level cache.</summary>
    static abstract int ChunkSamples { get; }

    /// <summary>Work of a sample in inference, in multiply-accumulates: those of sparse weights, and numbers that other kernels write, count several times.</summary>
    static virtual long SampleWork => 0;

    /// <summary>The same of a sample that is alone, where products of a single row, which wait for their weights, count several times; 0 where that is no more.</summary>
    static virtual long LoneSampleWork => 0;

    /// <summary>Workers among which inference shares out a sample, at the most: 1 where waking another one takes longer than the work.</summary>
    static virtual int WorkersOfSample => 1;

    /// <summary>
    /// Samples that inference shares out by kernels, as it does one sample: 1, or more where fewer samples for each worker would be no less work for it. More are shared
    /// out by samples.
    /// </summary>
    static virtual int SamplesTogether => 1;

    /// <summary>Floats derived from the parameters once a step (transposed panels); independent of the batch.</summary>
    static virtual int TransposedLength => 0;

    /// <summary>Floats of room that a worker has for what one kernel packs; independent of the batch.</summary>
    static virtual int WorkspaceLength => 0;

    /// <summary>
    /// How often each pass has to wait for all samples of the batch, as for the statistics of a batch norm: forward, backward, backward with the gradient of the input, and those
    /// of tangents, as far as the program has them; empty where none waits. A pass that waits n times has 2 n + 1 phases, and a call runs <see cref="CpuFrame.Phase"/> only:
    /// even ones for some samples, odd ones for all of them and <see cref="CpuFrame.Part"/> of the numbers of a sample.
    /// </summary>
    static virtual ReadOnlySpan<int> Barriers => [];

    /// <summary>Samples that inference pushes through the network together, where they are not <see cref="ChunkSamples"/>; 0 where they are as many.</summary>
    static virtual int InferenceSamples => 0;

    /// <summary>
    /// How often a sample is added to the gradient that gets most additions, in 4096ths and beside one addition a call of a pass: a kernel adds the sum of up to 512 rows at once.
    /// What the engine does with it is <see cref="GradientReduction"/>'s matter.
    /// </summary>
    static virtual long GradientAdditions => 0;

    /// <summary>
    /// Floats of the gradients that every worker adds to alone, where those of large tensors may have one sum for several workers: the tensors that are no
    /// <see cref="TensorLayout.SharesGradient"/>, in their order. 0 where there are no large tensors; then all gradients are in frame.Gradients.
    /// </summary>
    static virtual int OwnGradientsLength => 0;

    /// <summary>Derives what the backward pass wants in another layout. Workers do it together.</summary>
    /// <param name="parameters">The parameter arena.</param>
    /// <param name="transposed">[TransposedLength].</param>
    /// <param name="part">Which part of it is the worker's.</param>
    /// <param name="inputGradient">Whether also what only the gradient of the input wants.</param>
    static virtual void PackTransposes(ref float parameters, ref float transposed, WorkerPart part, bool inputGradient)
    {
    }

    /// <summary>Inference of frame.Count samples; uses Parameters and Scratch.</summary>
    /// <param name="frame">Buffers and range.</param>
    static abstract void Infer<TSimd, TVector>(CpuFrame frame)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;

    /// <summary>Forward pass of frame.Count samples that writes what is kept.</summary>
    /// <param name="frame">Buffers and range.</param>
    static virtual void ForwardTraining<TSimd, TVector>(CpuFrame frame)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => throw new NotSupportedException("The program only infers.");

    /// <summary>
    /// Backward pass of frame.Count samples; adds into frame.Gradients and frame.OwnGradients. It leaves all that is kept as it is, so that it can be run again.
    /// </summary>
    /// <param name="frame">Buffers and range.</param>
    /// <param name="inputGradient">Whether the gradient of the input is wanted too.</param>
    static virtual void Backward<TSimd, TVector>(CpuFrame frame, bool inputGradient)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => throw new NotSupportedException("The program only infers.");

    /// <summary>Tangents of frame.Count samples along frame.Direction: writes those that are kept. Only called where TangentSaved is not 0.</summary>
    /// <param name="frame">Buffers and range.</param>
    static virtual void ForwardTangent<TSimd, TVector>(CpuFrame frame)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => throw new NotSupportedException("The program has no tangents.");

    /// <summary>Adds the tangents of the gradients into frame.Gradients and frame.OwnGradients. Only called after <see cref="ForwardTangent{TSimd, TVector}(CpuFrame)"/>.</summary>
    /// <param name="frame">Buffers and range.</param>
    static virtual void BackwardTangent<TSimd, TVector>(CpuFrame frame)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => throw new NotSupportedException("The program has no tangents.");
}
