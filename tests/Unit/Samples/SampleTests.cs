using System.Globalization;
using System.Text.RegularExpressions;

namespace SparseGen.Tests.Samples;

/// <summary>The programs of samples/ do what they are there to show.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task ATableIsLearnedNearlyToItsNoise()
    {
        using var folder = new TemporaryFolder();
        string output = await SampleProcess.Run("Tabular", folder.Path);
        Assert.InRange(Number(output, "new rows: ([0-9.]+)"), 0.95, 1.25);
        Assert.InRange(Number(output, "the mean: ([0-9.]+)"), 4, 6);
    }

    [Fact]
    public async Task ASeriesIsForecastBetterThanByLastWeek()
    {
        using var folder = new TemporaryFolder();
        string output = await SampleProcess.Run("Series", folder.Path);
        Assert.InRange(Number(output, "forecasts: ([0-9.]+)") / Number(output, "day: ([0-9.]+)"), 0.1, 0.75);
    }

    [Fact]
    public async Task TheProgramForNativeAotLearnsItsSpirals()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "spiral.safetensors");
        string output = await SampleProcess.Run("NativeAot", folder.Path, file);
        Assert.InRange(Number(output, "^([0-9.]+) %"), 95, 100);
        Assert.Equal("Spiral", Checkpoint.ReadInfo(file).Model);
        Assert.Equal(24, output.Split('\n').Count(static line => line.TrimEnd().Length == 64));
    }

    private static double Number(string output, string pattern)
    {
        Match match = Regex.Match(output, pattern);
        Assert.True(match.Success, $"There is no '{pattern}' in:\n{output}");
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
