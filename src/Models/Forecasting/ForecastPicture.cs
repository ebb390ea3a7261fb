using System.Globalization;
using SparseGen.Tool.Display;
using SparseGen.Tool.Pictures;

namespace SparseGen.Tool.Forecasting;

/// <summary>The last window of the test part: what was known, what came and what was forecast.</summary>
internal static class ForecastPicture
{
    /// <summary>Draws it; on a machine without Skia's library it says so.</summary>
    /// <param name="path">The file.</param>
    /// <param name="data">The series.</param>
    /// <param name="windows">The windows.</param>
    /// <param name="forecasts">The ways, the model first.</param>
    /// <returns>Whether there is a picture.</returns>
    public static bool Draw(string path, ForecastData data, ForecastWindows windows, IReadOnlyList<Forecast> forecasts)
        => Drawing.Try(() => DrawLines(path, data, windows, forecasts));

    // The last of the colours of lines.
    private const int Black = 6;

    private static void DrawLines(string path, ForecastData data, ForecastWindows windows, IReadOnlyList<Forecast> forecasts)
    {
        int last = windows.Count - 1, origin = windows.Origin(last), channels = data.Whole.Channels.Length;
        string channel = FileText.Show(data.Whole.Channels[0]);
        string when = data.Whole.Times.IsEmpty
            ? string.Create(CultureInfo.InvariantCulture, $"row {data.Whole.FirstRow + origin}")
            : data.Whole.Times[origin].ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var picture = new LinePicture(
            $"{channel} of {FileText.Show(data.Name)}, {ForecastData.Future} steps from {when} on", new PlotAxis("steps from there"), new PlotAxis(channel));
        IEnumerable<int> shown = Enumerable.Range(-ForecastData.Past, ForecastData.Past + ForecastData.Future);
        picture.Add("what came", [.. shown.Select(step => Point(step, data.Whole[origin + step][0]))], hasMarkers: false, style: Black);

        // The naive one is a line that the eye draws itself.
        for (int i = 0; i < Math.Min(3, forecasts.Count); i++)
        {
            float[] values = forecasts[i].Values;
            int first = last * ForecastData.Future * channels;
            IEnumerable<PlotPoint> points = Enumerable.Range(0, ForecastData.Future).Select(step => Point(step, values[first + (step * channels)]));
            picture.Add(forecasts[i].Name, [.. points], isDashed: i > 0, hasMarkers: i == 0, style: i);
        }

        picture.Save(path);
    }

    private static PlotPoint Point(int step, float value) => new(step, new Spread(value, 0, 1));
}
