namespace SparseGen;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy 2015, arXiv 1502.03167): y = (x - mean) / sqrt(variance + epsilon) * weight + bias for each channel, as <c>torch.nn.BatchNorm1d</c> and
/// <c>BatchNorm2d</c>. Channels are the first dimension of images [C, H, W] and the last one of [tokens, channels] and of [features].
/// </summary>
/// <remarks>
/// <c>ForwardTraining</c> takes mean and variance of the batch that it gets, over all places of a channel, and moves <c>running_mean</c> and <c>running_var</c> towards them:
/// running = (1 - momentum) running + momentum of the batch, with the unbiased variance. <c>Forward</c>, and so evaluation, uses the running ones, which are tensors of the
/// model that no optimiser moves. A batch that is cut into smaller ones (accumulation of gradients) has statistics of each of those, as in PyTorch.
/// </remarks>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance; 1e-5 by default, as in PyTorch.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>How much of a batch's statistics the running ones take; 0.1 by default, 0 to 1.</summary>
    public float Momentum { get; set; } = 0.1f;

    /// <summary>Whether there are a learned scale and shift; on by default.</summary>
    public bool Affine { get; set; } = true;

    /// <summary>
    /// Whether each token has statistics of its own: [tokens, channels] as that many features, which is the two-dimensional norm of TSMixer (Chen et al. 2023, arXiv 2303.06053).
    /// Off by default.
    /// </summary>
    public bool OverTokens { get; set; }
}
