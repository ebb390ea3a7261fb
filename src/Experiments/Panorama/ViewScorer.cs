namespace SparseGen.Experiments;

/// <summary>Tells well framed pictures of something from random views; the score of a view is the probability of the second class.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 32)]
[MixerBlock(24, 64, Repeat = 2)]
[LayerNorm, TokenMean, Linear(2)]
internal sealed partial class ViewScorer;
