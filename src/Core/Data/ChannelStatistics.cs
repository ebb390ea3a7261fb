using System.Collections.Immutable;

namespace SparseGen;

/// <summary>Mean and deviation of each channel of images, [channels, height, width].</summary>
/// <param name="Mean">A number a channel.</param>
/// <param name="Deviation">A number a channel: the root of the mean squared distance from the mean, over all pixels of all samples.</param>
public sealed record ChannelStatistics(ImmutableArray<float> Mean, ImmutableArray<float> Deviation)
{
    /// <summary>Checks that images can be normalised with them.</summary>
    /// <exception cref="ArgumentException">The channels do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    internal void Check(int inputSize, string name)
    {
        if (Mean.IsDefaultOrEmpty || Deviation.IsDefault || Mean.Length != Deviation.Length || inputSize % Mean.Length != 0)
        {
            throw new ArgumentException(
                $"{name} has {(Mean.IsDefault ? 0 : Mean.Length)} means and {(Deviation.IsDefault ? 0 : Deviation.Length)} deviations; expected one of each for every "
                + $"channel, and channels that divide the {inputSize} bytes of a sample.",
                name);
        }

        for (int channel = 0; channel < Mean.Length; channel++)
        {
            NumberArguments.Finite(Mean[channel], $"{nameof(Mean)}[{channel}]");
            NumberArguments.Positive(Deviation[channel], $"{nameof(Deviation)}[{channel}]");
        }
    }
}
