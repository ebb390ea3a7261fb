namespace SparseGen;

/// <summary>The mean over the tokens, y_c = (1 / S) sum over s of X_sc: [S, C] becomes [C]. The pooling in front of the head of MLP-Mixer (Tolstikhin et al. 2021, arXiv 2105.01601).</summary>
public sealed class TokenMeanAttribute : LayerAttribute;
