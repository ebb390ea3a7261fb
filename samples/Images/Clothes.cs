using SparseGen;

namespace Images;

/// <summary>Tells clothes apart on grey pictures of 28 x 28 pixels.</summary>
[Model, ImageInput(Side, Side, channels: 1)]
[PatchEmbedding(patch: 4, features: 32), MixerBlock(tokenHidden: 32, channelHidden: 128, Repeat = 2)]
[LayerNorm, TokenMean, Linear(10)]
internal sealed partial class Clothes
{
    public const int Side = 28;
}
