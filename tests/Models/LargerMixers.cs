namespace SparseGen.Tests.Models;

/// <summary>More than two panels of columns, and extents just past a multiple of them. The second block is numbered after the first.</summary>
[Model]
[TokenInput(tokens: 49, channels: 70)]
[MixerBlock(tokenHidden: 33, channelHidden: 130)]
[MixerBlock(tokenHidden: 64, channelHidden: 31)]
[LayerNorm, TokenMean, Linear(65)]
public sealed partial class WideMixer;

/// <summary>
/// Many tokens of few channels: fewer channels than the narrowest vector has lanes. Three numbers are often almost equal, so an epsilon
/// keeps the layer norms from blowing rounding up.
/// </summary>
[Model]
[TokenInput(tokens: 131, channels: 3)]
[MixerBlock(tokenHidden: 67, channelHidden: 2, Epsilon = 1e-2f, Name = "tall")]
[LayerNorm(Epsilon = 1e-2f), TokenMean, Linear(5)]
public sealed partial class TallMixer;
