namespace SparseGen;

/// <summary>
/// A dense linear map of the last dimension, y = W x + b with W [outputs, inputs]. On X [S, C] it mixes channels, Y = X V + b with W = V^T:
/// r(XV) = (I_S kron V^T) r(X) in row-major order, a layer of effective width S C and density 1/S (Hayase and Karakida 2024, arXiv 2306.01470).
/// </summary>
/// <param name="outputs">Size of the last dimension afterwards.</param>
public sealed class LinearAttribute(int outputs) : LayerAttribute
{
    /// <summary>Size of the last dimension afterwards.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Whether a bias is added; on by default.</summary>
    public bool Bias { get; set; } = true;
}
