namespace SparseGen;

/// <summary>
/// Reversible instance normalisation on the way in (Kim et al. 2022, Reversible instance normalization for accurate time-series forecasting): each channel of a series
/// [time, channels] is normalised over time, y = (x - mean) / sqrt(variance + epsilon) * weight + bias. <see cref="UndoInstanceNormAttribute"/>, further down in the same model or
/// block, brings the forecast back with the same mean, deviation, weight and bias.
/// </summary>
/// <remarks>
/// Mean and deviation are functions of the input, and derivatives go through them; PyTorch's published code detaches them, which changes the gradient of the input only.
/// </remarks>
/// <example>
/// <code>
/// [Model]
/// [TokenInput(tokens: 96, channels: 7)]
/// [ReversibleInstanceNorm, TokenLinear(24), UndoInstanceNorm]
/// public sealed partial class LinearForecast;
/// </code>
/// </example>
public sealed class ReversibleInstanceNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance; 1e-5 by default.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether each channel has a learned weight and bias; on by default.</summary>
    public bool Affine { get; set; } = true;
}
