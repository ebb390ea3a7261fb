namespace SparseGen;

/// <summary>
/// A sparse linear map of the last dimension, y = (M . W) x + b with W [outputs, inputs]: a mask M, drawn once from <see cref="Seed"/> and
/// never changed, keeps a share of the weights: the map of the sparse-weight MLP, SW-MLP (Hayase and Karakida 2024, arXiv 2306.01470, equation S.16).
/// Cost and parameters are those of the kept weights.
/// </summary>
/// <remarks>
/// Exactly round(density inputs outputs) weights are kept, every choice equally likely. They start with the variance of the dense layer divided
/// by the density, so that outputs have the variance of the dense layer's. Both are as in Golubeva et al. 2020 (arXiv 2010.14495): an exact count, and
/// deviations in proportion to 1 / sqrt(fan-in density). Hayase and Karakida draw each entry of M by itself, 1 with probability p (Bernoulli), so that
/// their count varies about the one here. <c>weight</c> reads and writes as PyTorch's dense [outputs, inputs] with zeros.
/// </remarks>
/// <param name="outputs">Size of the last dimension afterwards.</param>
/// <param name="density">Share of the weights that are kept, above 0 and at most 1.</param>
public sealed class SparseLinearAttribute(int outputs, double density) : LayerAttribute
{
    /// <summary>Size of the last dimension afterwards.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Share of the weights that are kept, above 0 and at most 1.</summary>
    public double Density { get; } = density;

    /// <summary>With the name of the tensor, decides which weights are kept; 0 by default.</summary>
    public int Seed { get; set; }

    /// <summary>
    /// Name of the static member that says which weights are kept, such as those of a file of masks, in place of drawing them: a field, a property or a method, internal or
    /// public, of a type that lists ints. They are the places row inputs + column of the kept weights, in any order, as many as the density says. A method takes
    /// their number, <c>(int count)</c>, or also the tensor's name, <c>(int count, string name)</c>, so that each copy can have a mask of its own. It has to give the same list
    /// each time.
    /// </summary>
    public string? KeptList { get; set; }

    /// <summary>The type whose member the list is; that which has this attribute by default.</summary>
    public Type? ListType { get; set; }

    /// <summary>Whether a bias is added; on by default.</summary>
    public bool Bias { get; set; } = true;
}
