using System.ComponentModel;
using SparseGen.Execution;

namespace SparseGen.Gpu;

/// <summary>
/// What the generator emits of a model for GPUs: sizes, and the passes that launch kernels. Everything that does not depend on the
/// shape (devices, buffers, pieces, copies) is the engine's.
/// </summary>
/// <remarks>
/// A pass handles the whole batch at once: the address of a value is its offset, in floats a sample, times the capacity of the buffers.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGpuProgram
{
    /// <summary>Where activations lie.</summary>
    static abstract ProgramBuffers Buffers { get; }

    /// <summary>Floats a sample of the largest value of all passes: kernels count its numbers in ints, and that limits the batch. At least 1.</summary>
    static abstract int LargestValue { get; }

    /// <summary>Floats a sample of room for what one op hands from kernel to kernel: it lies behind all other scratch.</summary>
    static virtual int Workspace => 0;

    /// <summary>Floats of that room besides, whatever the batch.</summary>
    static virtual int FixedWorkspace => 0;

    /// <summary>The sums over the batch of its passes: they need room for their parts.</summary>
    static virtual IReadOnlyList<GradientSum> GradientSums => [];

    /// <summary>What launches the kernels that inference and training have of their own: they are compiled when a model is made.</summary>
    static virtual IReadOnlyList<IGpuLauncher> Launchers => [];

    /// <summary>Inference of frame.Count samples; uses Parameters and Scratch.</summary>
    /// <param name="frame">Buffers and size of the batch.</param>
    static abstract void Infer(GpuFrame frame);

    /// <summary>Forward pass that writes what is kept.</summary>
    /// <param name="frame">Buffers and size of the batch.</param>
    static virtual void ForwardTraining(GpuFrame frame) => throw new NotSupportedException("The program only infers.");

    /// <summary>Backward pass; adds into frame.Gradients.</summary>
    /// <param name="frame">Buffers and size of the batch.</param>
    /// <param name="inputGradient">Whether the gradient of the input is wanted too.</param>
    static virtual void Backward(GpuFrame frame, bool inputGradient) => throw new NotSupportedException("The program only infers.");

    /// <summary>Tangents along frame.Direction: writes those that are kept. Only called where TangentSaved is not 0.</summary>
    /// <param name="frame">Buffers and size of the batch.</param>
    static virtual void ForwardTangent(GpuFrame frame) => throw new NotSupportedException("The program has no tangents.");

    /// <summary>Adds the tangents of the gradients into frame.Gradients. Only called after <see cref="ForwardTangent"/>.</summary>
    /// <param name="frame">Buffers and size of the batch.</param>
    static virtual void BackwardTangent(GpuFrame frame) => throw new NotSupportedException("The program has no tangents.");
}
