namespace SparseGen;

/// <summary>A dense linear map of the last dimension, y = W x + b with W [outputs, inputs].</summary>
/// <param name="outputs">Size of the last dimension afterwards.</param>
public sealed class LinearAttribute(int outputs) : LayerAttribute
{
    /// <summary>Size of the last dimension afterwards.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Whether a bias is added; on by default.</summary>
    public bool Bias { get; set; } = true;
}
