using System.Collections.Immutable;

namespace SparseGen;

/// <summary>How windows are cut out of a series.</summary>
public sealed record SeriesWindowOptions
{
    /// <summary>Steps that a model sees; at least 1.</summary>
    public required int Past { get; init; }

    /// <summary>Steps behind them that it forecasts; at least 1.</summary>
    public required int Future { get; init; }

    /// <summary>Steps from one window to the next; 1 by default, so that windows overlap.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Names of the channels that are forecast; all by default. Inputs are all channels.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>
    /// Whether a sample is one channel of a window, [<see cref="Past"/>] with the targets [<see cref="Future"/>], for models that see one channel at a time. Window by window,
    /// and in each channel by channel; of <see cref="Targets"/> alone.
    /// </summary>
    public bool ChannelsApart { get; init; }

    /// <summary>How often each target stands side by side; 1 by default, and the number of quantiles for <see cref="QuantileLoss"/>.</summary>
    public int TargetCopies { get; init; } = 1;
}
