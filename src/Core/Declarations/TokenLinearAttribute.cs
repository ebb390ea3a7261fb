namespace SparseGen;

/// <summary>
/// A dense linear map of the tokens, Y = W X + b on X [S, C] with W [outputs, S] and a bias for each token:
/// r(WX) = (W kron I_C) r(X) in row-major order, a layer of effective width S C and density 1/C
/// (Hayase and Karakida 2024, arXiv 2306.01470).
/// </summary>
/// <param name="outputs">Tokens afterwards.</param>
public sealed class TokenLinearAttribute(int outputs) : LayerAttribute
{
    /// <summary>Tokens afterwards.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Whether a bias is added; on by default.</summary>
    public bool Bias { get; set; } = true;
}
