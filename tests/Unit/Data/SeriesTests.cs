using SparseGen.Tests.Training;

namespace SparseGen.Tests.Data;

/// <summary>Series in memory: parts in the order of time, windows as views, scalers that remember, and what is refused.</summary>
public sealed class SeriesTests
{
    /// <summary>Step t of channel c is 10 t + c.</summary>
    private static Series Counting(int length, params string[] channels)
    {
        float[] values = [.. Enumerable.Range(0, length).SelectMany(step => Enumerable.Range(0, channels.Length).Select(channel => (10f * step) + channel))];
        DateTime[] times = [.. Enumerable.Range(0, length).Select(static step => new DateTime(2026, 1, 1).AddDays(step))];
        return new Series(values, [.. channels], times, "numbers.csv");
    }

    [Fact]
    public void WindowsAreCutOutInOrder()
    {
        Dataset data = Counting(6, "a", "b").Windows(new SeriesWindowOptions { Past = 3, Future = 2 });
        Assert.Equal((2, 6, 4), (data.Count, data.InputSize, data.TargetSize));
        Assert.Equal([0, 1, 10, 11, 20, 21], Inputs(data, 0));
        Assert.Equal([30, 31, 40, 41], Targets(data, 0));
        Assert.Equal([10, 11, 20, 21, 30, 31], Inputs(data, 1));
        Assert.Equal([40, 41, 50, 51], Targets(data, 1));
    }

    [Fact]
    public void TargetsCanBeSomeChannelsApartCopiedAndFurtherApart()
    {
        Series series = Counting(8, "a", "b", "c");
        Dataset some = series.Windows(new SeriesWindowOptions { Past = 2, Future = 2, Stride = 3, Targets = ["c", "a"], TargetCopies = 2 });
        Assert.Equal(2, some.Count);
        Assert.Equal([30, 31, 32, 40, 41, 42], Inputs(some, 1));
        Assert.Equal([52, 52, 50, 50, 62, 62, 60, 60], Targets(some, 1));

        Dataset apart = series.Windows(new SeriesWindowOptions { Past = 2, Future = 1, Targets = ["c", "a"], ChannelsApart = true });
        Assert.Equal((12, 2, 1), (apart.Count, apart.InputSize, apart.TargetSize));
        Assert.Equal([2, 12], Inputs(apart, 0));
        Assert.Equal([0, 10], Inputs(apart, 1));
        Assert.Equal([22], Targets(apart, 0));
        Assert.Equal([12, 22], Inputs(apart, 2));
        Assert.Equal([70], Targets(apart, 11));
    }

    /// <summary>A hundred thousand windows of a thousand steps would be 400 MB.</summary>
    [Fact]
    public void WindowsAreViews()
    {
        var series = new Series(new float[101_000], ["a"]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Dataset data = series.Windows(new SeriesWindowOptions { Past = 999, Future = 1 });
        float[] window = new float[999];
        data.FillInputs([data.Count - 1], window);
        Assert.Equal(100_001, data.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    [Fact]
    public void PartsFollowEachOtherAndNoStepIsForecastTwice()
    {
        Series series = Counting(20, "a");
        SeriesSplit parts = series.Split(training: 0.6, validation: 0.2, past: 3);
        Assert.Equal((12, 7, 7), (parts.Training.Length, parts.Validation!.Length, parts.Test.Length));
        Assert.Equal((1, 10, 14), (parts.Training.FirstRow, parts.Validation.FirstRow, parts.Test.FirstRow));
        Assert.Equal(new DateTime(2026, 1, 14), parts.Test.Times[0]);
        var options = new SeriesWindowOptions { Past = 3, Future = 1 };
        float[][] forecast = [.. new[] { parts.Training, parts.Validation, parts.Test }.Select(part => part.Windows(options)).Select(
            data => Enumerable.Range(0, data.Count).Select(window => Targets(data, window)[0]).ToArray())];
        Assert.Equal(Enumerable.Range(3, 17).Select(static step => 10f * step), forecast.SelectMany(static steps => steps));
        Assert.Null(series.Split(0.5, 0).Validation);
    }

    [Fact]
    public void ChannelsAreChosenByName()
    {
        Series series = Counting(3, "a", "b", "c").Select("c", "a");
        Assert.Equal([2, 0, 12, 10, 22, 20], series.Values.ToArray());
        Assert.Equal([12, 10], series[1].ToArray());
        Assert.Equal([0, 10, 20], series.Channel("a"));
        Assert.Equal(3, series.Times.Length);
    }

    [Fact]
    public void ScalersAreFittedToTrainingAloneAndGoBack()
    {
        // a: mean 2, deviation sqrt(2); b never changes; what comes later is far away.
        var series = new Series(new float[] { 0, 7, 1, 7, 2, 7, 3, 7, 4, 7, 100, 9 }, ["a", "b"]);
        SeriesScaler standard = SeriesScaler.Standard(series.Slice(0, 5));
        Assert.Equal(2, standard.Shift[0]);
        Assert.Equal(Math.Sqrt(2), standard.Scale[0], 1e-6);
        Assert.Equal((7, 1), (standard.Shift[1], standard.Scale[1]));
        float[] last = standard.Apply(series)[5].ToArray();
        Assert.Equal(98 / Math.Sqrt(2), last[0], 1e-4);
        Assert.Equal(2, last[1]);
        standard.Undo(last);
        Assert.Equal(100, last[0], 1e-4);
        Assert.Equal(9, last[1]);

        SeriesScaler between = SeriesScaler.MinMax(series.Slice(0, 5));
        float[] own = [2, 4];
        between.Apply(own, "a");
        Assert.Equal([0.5f, 1], own);
        between.Undo(own, "a");
        Assert.Equal([2, 4], own);
    }

    [Fact]
    public void ScalersAreSavedWithTheCheckpointToTheLastBit()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(2);
        float[] values = [.. Enumerable.Range(0, 60).Select(_ => (float)((random.NextDouble() * 1e3) - 300))];
        SeriesScaler scaler = SeriesScaler.Standard(new Series(values, ["load, total", "temperature", "wind"]));
        var metadata = new Dictionary<string, string> { ["other"] = "entry" };
        scaler.Write(metadata);
        Checkpoint.Save(folder.File("model.safetensors"), LinearProbe.Create(1, Device.CpuWithThreads(1), seed: 1), metadata);
        SeriesScaler read = SeriesScaler.Load(folder.File("model.safetensors"));
        Assert.Equal<string>(scaler.Channels, read.Channels);
        Assert.Equal<float>(scaler.Shift, read.Shift);
        Assert.Equal<float>(scaler.Scale, read.Scale);

        Checkpoint.Save(folder.File("without.safetensors"), LinearProbe.Create(1, Device.CpuWithThreads(1), seed: 1));
        var without = Assert.Throws<CheckpointException>(() => SeriesScaler.Load(folder.File("without.safetensors")));
        Assert.Contains("no scaler", without.Message, StringComparison.Ordinal);
        foreach ((string key, string value) in new[] { ("series.scale", "1 0 1"), ("series.scale", "1 2"), ("series.shift", "1 x 3"), ("series.channel.1", "wind") })
        {
            var damaged = new Dictionary<string, string>(metadata) { [key] = value };
            Checkpoint.Save(folder.File("damaged.safetensors"), LinearProbe.Create(1, Device.CpuWithThreads(1), seed: 1), damaged);
            string message = Assert.Throws<CheckpointException>(() => SeriesScaler.Load(folder.File("damaged.safetensors"))).Message;
            Assert.Contains("damaged.safetensors: The scaler in the metadata is damaged", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WhatIsNoSeriesIsRefused()
    {
        DateTime[] days = [new(2026, 1, 1), new(2026, 1, 2), new(2026, 1, 2), new(2026, 1, 1)];
        Refused("values", "values has 3 numbers; 2 channels", () => _ = new Series(new float[3], ["a", "b"]));
        Refused("values", "Row 2, channel b is NaN", () => _ = new Series(new[] { 1, 2, 3, float.NaN }, ["a", "b"]));
        Refused("channels", "the name a twice", () => _ = new Series(new float[4], ["a", "a"]));
        Refused("channels", "empty", () => _ = new Series(new float[4], []));
        Refused("times", "times has 4 entries; 2 steps", () => _ = new Series(new float[2], ["a"], days));
        Refused("times", "Row 3: the time 2026-01-02 is there twice", () => _ = new Series(new float[4], ["a"], days));
        Refused("times", "Row 2: the time 2026-01-01 is before", () => _ = new Series(new float[2], ["a"], days[2..]));
        Series series = Counting(9, "a", "b");
        Refused("channel", "There is no channel c; there are a, b", () => series.IndexOf("c"));
        Refused("options", "numbers.csv (9 steps) is too short: a window of 8 + 2 steps needs 10", () => series.Windows(new SeriesWindowOptions { Past = 8, Future = 2 }));
        Refused("options", "(2 steps from row 8 on) is too short", () => series.Slice(7, 2).Windows(new SeriesWindowOptions { Past = int.MaxValue, Future = int.MaxValue }));
        Refused("Targets", "There is no channel x", () => series.Windows(new SeriesWindowOptions { Past = 1, Future = 1, Targets = ["x"] }));
        Refused("Past", "at least 1", () => series.Windows(new SeriesWindowOptions { Past = 0, Future = 2 }));
        Refused("training", "between 0 and 1", () => series.Split(training: 1));
        Refused("training", "a part would have no step", () => series.Split(training: 0.01));
        Refused("validation", "below 1", () => series.Split(0.5, 0.5));
        Refused("past", "past is 7; with 6 steps", () => series.Split(past: 7));
        Refused("start", "0 to 8", () => series.Slice(9, 1));
        Refused("length", "1 to 2", () => series.Slice(7, 3));
        Refused("series", "the scaler was fitted to a, b", () => SeriesScaler.Standard(series).Apply(series.Select("a")));
        Refused("values", "a multiple of 2", () => SeriesScaler.Standard(series).Undo(new float[3]));
    }

    private static void Refused(string name, string expected, Action action)
    {
        var exception = Assert.ThrowsAny<ArgumentException>(action);
        Assert.Equal(name, exception.ParamName);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    private static float[] Inputs(Dataset data, int sample)
    {
        float[] inputs = new float[data.InputSize];
        data.FillInputs([sample], inputs);
        return inputs;
    }

    private static float[] Targets(Dataset data, int sample)
    {
        float[] targets = new float[data.TargetSize];
        data.FillTargets([sample], targets);
        return targets;
    }
}
