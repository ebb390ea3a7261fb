using SparseGen.Tool.Results;

namespace SparseGen.Tool.Forecasting;

/// <summary>Judges forecasts: each channel in its own units, and all of them in units that they have in common.</summary>
internal static class ForecastScores
{
    /// <summary>The errors of one way.</summary>
    /// <param name="data">The series.</param>
    /// <param name="windows">The windows.</param>
    /// <param name="forecast">The forecasts.</param>
    public static ForecastMethod Of(ForecastData data, ForecastWindows windows, Forecast forecast)
    {
        ForecastChannel[] channels = [.. Enumerable.Range(0, data.Whole.Channels.Length).Select(channel => Of(data, windows, forecast, channel))];

        // Of one channel in its own units; of several the means, in deviations of training.
        if (channels.Length == 1)
        {
            return new ForecastMethod(forecast.Name, channels[0].Mae, channels[0].Rmse, channels[0].Mase, channels);
        }

        double squares = channels.Select((channel, i) => Math.Pow(channel.Rmse / data.Scaler.Scale[i], 2)).Average();
        double[] scaled = [.. channels.Where(static channel => channel.Mase is not null).Select(static channel => channel.Mase!.Value)];
        return new ForecastMethod(
            forecast.Name,
            channels.Select((channel, i) => channel.Mae / data.Scaler.Scale[i]).Average(),
            Math.Sqrt(squares),
            scaled.Length == 0 ? null : scaled.Average(),
            channels);
    }

    private static ForecastChannel Of(ForecastData data, ForecastWindows windows, Forecast forecast, int channel)
    {
        string name = data.Whole.Channels[channel];
        float[] own = Pick(forecast.Values, channel, data.Whole.Channels.Length), truth = Pick(windows.Truth, channel, data.Whole.Channels.Length);
        float[] past = data.Parts.Training.Channel(name);

        // A channel that never changes has no error to compare with.
        bool changes = past.AsSpan().ContainsAnyExcept(past[0]);
        return new ForecastChannel(
            name,
            RegressionMetrics.MeanAbsoluteError(own, truth),
            RegressionMetrics.RootMeanSquaredError(own, truth),
            changes ? RegressionMetrics.MeanAbsoluteScaledError(own, truth, past) : null);
    }

    private static float[] Pick(float[] values, int channel, int channels)
    {
        float[] own = new float[values.Length / channels];
        for (int i = 0; i < own.Length; i++)
        {
            own[i] = values[(i * channels) + channel];
        }

        return own;
    }
}
