using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SparseGen.Tests.Program;

/// <summary>Forecasting from the command line: what it prints, writes, saves and draws, and what it refuses.</summary>
public sealed class ForecastTests
{
    [Fact]
    public void TheShippedSeriesGivesATableAPictureAndACheckpointWithItsScaler()
    {
        using var folder = new TemporaryFolder();
        string checkpoint = folder.File("sub/forecast.safetensors"), picture = folder.File("pictures/forecast.png");
        ProgramRun run = ProgramRun.Start(
            "forecast", "--epochs", "4", "--seed", "3", "--threads", "1", "--checkpoint", checkpoint, "--picture", picture, "--json", folder.File("forecast.json"), "--plain");
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("epoch 4/4", run.Output, StringComparison.Ordinal);
        Assert.Contains("validation loss", run.Output, StringComparison.Ordinal);
        Assert.Contains("forecast\tMAE\tRMSE\tMASE", run.Output, StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(picture)[..4]);

        JsonElement report = HelpAndInfoTests.ReadJson(folder.File("forecast.json"));
        Assert.Equal("series-mixer-4", report.GetProperty("model").GetString());
        Assert.Equal(1461, report.GetProperty("rows").GetInt32());

        // 70 % are 1,023 rows and 80 % 1,169: windows whose future is in the part, from 96 rows that may be before it.
        Assert.Equal(1023 - 96 - 24 + 1, report.GetProperty("trainWindows").GetInt32());
        Assert.Equal(1169 - 1023 - 24 + 1, report.GetProperty("validationWindows").GetInt32());
        Assert.Equal(1461 - 1169 - 24 + 1, report.GetProperty("testWindows").GetInt32());
        Assert.Equal(checkpoint, report.GetProperty("checkpoint").GetString());
        Assert.Equal(picture, report.GetProperty("picture").GetString());
        JsonElement[] methods = [.. report.GetProperty("methods").EnumerateArray()];
        Assert.Equal(["series-mixer-4", "linear map", "seasonal naive (365)", "naive"], methods.Select(static method => method.GetProperty("name").GetString()));

        // What costs nothing is computed here again, from the file.
        Series series = SeriesFile.Read(
            Path.Combine(AppContext.BaseDirectory, "data", "series", "seattle-weather.csv"),
            new SeriesReadOptions { Columns = ["temp_max", "temp_min", "precipitation", "wind"] });
        AssertErrors(series, methods[2], static origin => step => origin + step - 365);
        AssertErrors(series, methods[3], static origin => _ => origin - 1);

        SeriesScaler scaler = SeriesScaler.Load(checkpoint);
        SeriesScaler expected = SeriesScaler.Standard(series.Slice(0, 1023));
        Assert.Equal<string>(expected.Channels, scaler.Channels);
        Assert.Equal<float>(expected.Shift, scaler.Shift);
        Assert.Equal<float>(expected.Scale, scaler.Scale);

        // A checkpoint that is better stays.
        ProgramRun worse = ProgramRun.Start("forecast", "--epochs", "1", "--lr", "0.00001", "--checkpoint", checkpoint, "--picture", picture);
        Assert.Equal(3, worse.ExitCode);
        Assert.Contains("smaller test error and stays", worse.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("sub/forecast.2.safetensors")));
    }

    [Fact]
    public void ASeriesOfYourOwnIsRepeatedBySeed()
    {
        using var folder = new TemporaryFolder();
        string data = Csv(folder, 400);
        string Run(string seed)
        {
            ProgramRun run = ProgramRun.Start(
                "forecast", "--data", data, "--columns", "load", "--epochs", "2", "--seed", seed, "--threads", "2", "--overwrite", "--json", "--checkpoint",
                folder.File("x.safetensors"), "--picture", folder.File("x.png"));
            Assert.Equal(0, run.ExitCode);
            JsonElement report = JsonDocument.Parse(run.Output).RootElement;
            Assert.Equal("series-mixer-1", report.GetProperty("model").GetString());
            Assert.Equal(24, report.GetProperty("season").GetInt32());
            return report.GetProperty("methods").ToString() + report.GetProperty("losses");
        }

        string first = Run("5");
        Assert.Equal(first, Run("5"));
        Assert.NotEqual(first, Run("6"));

        ProgramRun quiet = ProgramRun.Start(
            "forecast", "--data", data, "--epochs", "1", "--quiet", "--checkpoint", folder.File("y.safetensors"), "--picture", folder.File("y.png"));
        Assert.Equal((0, string.Empty, string.Empty), (quiet.ExitCode, quiet.Output, quiet.Error));

        // Three columns in a model of more: the others are zeros, which nobody sees.
        Assert.Equal(["load", "temperature", "price"], SeriesScaler.Load(folder.File("y.safetensors")).Channels.AsEnumerable());
    }

    [Fact]
    public void MistakesAreOneLine()
    {
        using var folder = new TemporaryFolder();
        string data = Csv(folder, 400), shortData = Csv(folder, 200, "short.csv");
        void Refused(string expected, params string[] arguments) => MisuseTests.AssertRefused(
            ProgramRun.Start(["forecast", "--checkpoint", folder.File("x.safetensors"), "--picture", folder.File("x.png"), .. arguments]), expected);

        Refused("--data: there is no file '/no/such/file'", "--data", "/no/such/file");
        Refused("There is no column wind; there are time, load, temperature, price", "--data", data, "--columns", "load,wind");
        Refused("column time: '2026-01-01 00:00' is not a number", "--data", data, "--columns", "time,load", "--time", "load");
        Refused("has 200 rows; a forecast of 24 steps from 96", "--data", shortData);
        Refused("--season: 300 steps are more than the 280 rows of training", "--data", data, "--season", "300");
        Refused("--season: '0'", "--data", data, "--season", "0");
        MisuseTests.AssertRefused(ProgramRun.Start("forecast", "--checkpoint", folder.File("x.safetensors"), "--picture", folder.Path), "--picture: ");
        string names = string.Join(',', Enumerable.Range(0, 33).Select(static column => $"c{column}")), numbers = string.Join(',', Enumerable.Range(0, 33));
        folder.Write("many.csv", Encoding.UTF8.GetBytes($"{names}\n{numbers}\n"));
        Refused("has 33 columns of numbers, and the models take up to 32", "--data", folder.File("many.csv"));
        folder.Write("gap.csv", Encoding.UTF8.GetBytes("time,a\n2026-01-01,1\n2026-01-02,\n"));
        Refused("gap.csv: Row 2 (line 3), column a: nothing stands there", "--data", folder.File("gap.csv"));
        folder.Write("x.safetensors", [1, 2, 3]);
        Refused("whether this run will be better cannot be told", "--data", data);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(folder.File("x.safetensors")));
        Assert.False(File.Exists(folder.File("x.png")));
    }

    private static string Csv(TemporaryFolder folder, int hours, string name = "load.csv")
    {
        var text = new StringBuilder("time,load,temperature,price\n");
        for (int hour = 0; hour < hours; hour++)
        {
            double day = Math.Tau * hour / 24;
            text.Append(
                CultureInfo.InvariantCulture,
                $"{new DateTime(2026, 1, 1).AddHours(hour):yyyy-MM-dd HH:mm},{50 + (20 * Math.Sin(day)) + (hour * 7 % 11)},{Math.Cos(day)},{hour % 5}\n");
        }

        return folder.Write(name, Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>The errors of a way that only looks back: each channel's, and the means in deviations.</summary>
    private static void AssertErrors(Series series, JsonElement method, Func<int, Func<int, int>> sourceOf)
    {
        const int FirstOrigin = 1169, Future = 24, Training = 1023;
        double mae = 0, mase = 0;
        JsonElement[] channels = [.. method.GetProperty("channels").EnumerateArray()];
        SeriesScaler scaler = SeriesScaler.Standard(series.Slice(0, Training));
        for (int channel = 0; channel < 4; channel++)
        {
            double error = 0, squares = 0, scale = 0;
            int count = 0;
            for (int origin = FirstOrigin; origin + Future <= series.Length; origin++)
            {
                for (int step = 0; step < Future; step++, count++)
                {
                    double difference = (double)series[sourceOf(origin)(step)][channel] - series[origin + step][channel];
                    error += Math.Abs(difference);
                    squares += difference * difference;
                }
            }

            for (int step = 1; step < Training; step++)
            {
                scale += Math.Abs((double)series[step][channel] - series[step - 1][channel]) / (Training - 1);
            }

            Assert.Equal(error / count, channels[channel].GetProperty("mae").GetDouble(), 1e-9);
            Assert.Equal(Math.Sqrt(squares / count), channels[channel].GetProperty("rmse").GetDouble(), 1e-9);
            Assert.Equal(error / count / scale, channels[channel].GetProperty("mase").GetDouble(), 1e-9);
            mae += error / count / scaler.Scale[channel] / 4;
            mase += error / count / scale / 4;
        }

        Assert.Equal(mae, method.GetProperty("mae").GetDouble(), 1e-9);
        Assert.Equal(mase, method.GetProperty("mase").GetDouble(), 1e-9);
    }
}
