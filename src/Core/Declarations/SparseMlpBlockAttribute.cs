namespace SparseGen;

/// <summary>
/// The block of the sparse-weight MLP, SW-MLP (Hayase and Karakida 2024, arXiv 2306.01470): x + phi((M . W) LN(x)) with a static random mask M
/// (equation S.16). With an <see cref="Expansion"/> gamma it has two layers, x + phi((M2 . W2) phi((M1 . W1) LN(x))) with gamma m hidden
/// features (equation S.17), m being the last dimension.
/// </summary>
/// <param name="density">Share of the weights p that each mask keeps, above 0 and at most 1.</param>
public sealed class SparseMlpBlockAttribute(double density) : LayerAttribute
{
    /// <summary>Share of the weights p that each mask keeps, above 0 and at most 1.</summary>
    public double Density { get; } = density;

    /// <summary>gamma, hidden features for each feature; 0 by default, for the form with one layer.</summary>
    public int Expansion { get; set; }

    /// <summary>With the names of the tensors, decides which weights are kept; 0 by default.</summary>
    public int Seed { get; set; }

    /// <summary>The activation phi; exact GELU by default.</summary>
    public ActivationKind Activation { get; set; } = ActivationKind.Gelu;

    /// <summary>Added to the variance in the layer norm; 1e-6 by default, as in <see cref="MixerBlockAttribute"/>.</summary>
    public float Epsilon { get; set; } = 1e-6f;

    /// <summary>Whether the linear maps have biases; on by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// Probability with which training leaves out the branch beside the skip for a whole sample, at least 0 and below 1; else it is scaled by one over the other
    /// probability (Huang et al. 2016, arXiv 1603.09382). 0 by default. It is the same for all copies of <see cref="LayerAttribute.Repeat"/>.
    /// Inference is not touched. See <see cref="DropoutAttribute"/> for the masks.
    /// </summary>
    public double StochasticDepth { get; set; }
}
