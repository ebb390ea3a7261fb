namespace SparseGen;

/// <summary>
/// Cuts the image into square patches and maps each linearly to a token: a convolution whose kernel and stride are the patch
/// (Tolstikhin et al. 2021, arXiv 2105.01601). [channels, height, width] becomes [height/patch * width/patch, features], tokens row-major.
/// </summary>
/// <param name="patch">Side of a patch in pixels; must divide height and width.</param>
/// <param name="features">Channels of a token, C.</param>
public sealed class PatchEmbeddingAttribute(int patch, int features) : LayerAttribute
{
    /// <summary>Side of a patch in pixels.</summary>
    public int Patch { get; } = patch;

    /// <summary>Channels of a token, C.</summary>
    public int Features { get; } = features;

    /// <summary>Whether a bias is added to each token; on by default.</summary>
    public bool Bias { get; set; } = true;
}
