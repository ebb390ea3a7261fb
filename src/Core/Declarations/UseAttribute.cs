namespace SparseGen;

/// <summary>
/// Puts the layers of a block into a model or into another block. The names of its tensors start with
/// <see cref="LayerAttribute.Name"/> or, without that, with the name of the block's class in snake case.
/// </summary>
/// <typeparam name="TBlock">A class marked <see cref="BlockAttribute"/>; it may not use itself, directly or through others.</typeparam>
public sealed class UseAttribute<TBlock> : LayerAttribute
    where TBlock : class
{
    /// <summary>Whether the input of each copy is added to its output, y = x + block(x); the block must then keep the shape. Off by default.</summary>
    public bool Residual { get; set; }

    /// <summary>
    /// Whether the input of each copy is multiplied with its output, number by number, y = x * block(x); the block must then keep the shape. Off by default, and not together
    /// with <see cref="Residual"/>.
    /// </summary>
    public bool Product { get; set; }

    /// <summary>
    /// Probability with which training leaves out the block for a whole sample, at least 0 and below 1; else it is scaled by one over the other
    /// probability (Huang et al. 2016, arXiv 1603.09382). 0 by default; it needs <see cref="Residual"/>. It is the same for all copies of <see cref="LayerAttribute.Repeat"/>.
    /// Inference is not touched. See <see cref="DropoutAttribute"/> for the masks.
    /// </summary>
    public double StochasticDepth { get; set; }
}
