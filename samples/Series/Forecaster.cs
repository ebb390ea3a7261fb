using SparseGen;

namespace Forecasting;

/// <summary>
/// A week of hours in, the load of the next day out: an MLP-Mixer whose tokens are hours and whose channels are variables, as in TSMixer (Chen et al. 2023, arXiv 2303.06053).
/// </summary>
[Model, TokenInput(tokens: Past, channels: Load.Channels)]
[Linear(16), MixerBlock(tokenHidden: 64, channelHidden: 32, Repeat = 2)]
[Flatten, Linear(Future)]
internal sealed partial class Forecaster
{
    public const int Past = 7 * 24, Future = 24;
}
