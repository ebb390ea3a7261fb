namespace SparseGen.Tests.Reference;

/// <summary>
/// A layer as its definition reads, in double precision, one sample at a time. Nothing here is fast, shared with the product or clever;
/// that is what makes it an oracle.
/// </summary>
internal abstract class ReferenceLayer
{
    /// <summary>The learned tensors, in PyTorch's order.</summary>
    public virtual IEnumerable<ReferenceTensor> Tensors => [];

    /// <summary>Output for one sample. The layer may keep the sample for <see cref="Backward"/>.</summary>
    public abstract double[] Forward(double[] input);

    /// <summary>Adds to the tensors' gradients and returns the gradient of the last <see cref="Forward"/>'s input.</summary>
    public abstract double[] Backward(double[] outputGradient);
}
