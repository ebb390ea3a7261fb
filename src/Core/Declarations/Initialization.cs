namespace SparseGen;

/// <summary>What the weights of a layer begin with.</summary>
public enum Initialization
{
    /// <summary>The rule of the layer, as timm or the layer's paper has it; inside of a block or a model with another setting, that setting.</summary>
    Standard,

    /// <summary>Haar orthogonal matrices; not for sparse weights. See <see cref="Initializer.Orthogonal"/>.</summary>
    Orthogonal,

    /// <summary>The identity, with zeros beyond it where a matrix is not square; not for sparse weights.</summary>
    Identity,

    /// <summary>
    /// Normal with deviation 1 / sqrt(inputs), inputs times density for sparse weights; 1 / inputs for the model's last layer, as muP has it (Yang et al. 2022, arXiv 2203.03466).
    /// </summary>
    Scaled,
}
