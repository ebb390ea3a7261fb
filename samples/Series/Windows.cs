using SparseGen;

namespace Series;

/// <summary>A series as samples: each window of the past with the load that followed. Windows overlap, so they are cut out when they are needed, not stored.</summary>
internal static class Windows
{
    /// <param name="rows">The whole series.</param>
    /// <param name="first">First hour of the first window.</param>
    /// <param name="count">Number of windows, each an hour later.</param>
    public static Dataset Of(float[] rows, int first, int count) => Dataset.FromSource(
        count,
        Forecaster.Past * Load.Channels,
        (index, window) => rows.AsSpan((first + index) * Load.Channels, window.Length).CopyTo(window),
        Forecaster.Future,
        (index, future) =>
        {
            for (int hour = 0; hour < future.Length; hour++)
            {
                future[hour] = rows[(first + index + Forecaster.Past + hour) * Load.Channels];
            }
        });
}
