namespace SparseGen;

/// <summary>
/// A dense map of each token by itself, y_i = W_i x_i + b_i with <c>weight</c> [tokens, outputs, inputs] and <c>bias</c> [tokens, outputs]: the heads of TabM
/// (Gorishniy et al. 2024, arXiv 2410.24210), whose files hold the weights [tokens, inputs, outputs].
/// </summary>
/// <param name="outputs">Size of the last dimension afterwards.</param>
public sealed class MemberLinearAttribute(int outputs) : LayerAttribute
{
    /// <summary>Size of the last dimension afterwards.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Whether a bias is added; on by default.</summary>
    public bool Bias { get; set; } = true;
}
