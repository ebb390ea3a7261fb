namespace SparseGen;

/// <summary>
/// The mean over the tokens, y_c = (1 / S) sum over s of X_sc: [S, C] becomes [C]. It is the pooling in front of MLP-Mixer's head (Tolstikhin et al.
/// 2021, arXiv 2105.01601).
/// </summary>
public sealed class TokenMeanAttribute : LayerAttribute;
