using SparseGen.Tests.Data;

namespace SparseGen.Tests.Training.Fitting;

/// <summary>Files are saved when they were asked for, old ones go, the best stays, and a disk that is full ends nothing.</summary>
public sealed class CheckpointPolicyTests
{
    private static readonly Dataset Train = ProbeData.Separable(20);

    [Fact]
    public void SavesRegularlyAndKeepsTheLast()
    {
        using var folder = new TemporaryFolder();
        string place = Path.Combine(folder.Path, "new");
        var events = new List<EpochEndedEventArgs>();
        TrainingResult result = Fit(new CheckpointPolicy { Folder = place, EveryEpochs = 2, KeepLast = 2 }, [4, 3, 2, 1, 5], events);
        Assert.Empty(result.CheckpointFailures);
        Assert.Equal(["epoch-0004.state.safetensors", "epoch-0005.state.safetensors"], Files(place));
        Assert.Equal([0, 1, 0, 1, 1], events.Select(static e => e.Checkpoints.Count));
        Assert.Equal("5", Checkpoint.ReadInfo(Path.Combine(place, "epoch-0005.state.safetensors")).Metadata["fit.epoch"]);
    }

    [Fact]
    public void ParametersOnlyAndByStepsAndTheBest()
    {
        using var folder = new TemporaryFolder();
        var parameters = new List<float[]>();
        Fit(
            new CheckpointPolicy { Folder = folder.Path, EverySteps = 4, EveryEpochs = 0, States = false, Best = Scripted([4, 3, 2, 3, 2]) },
            [],
            onEpoch: model => parameters.Add(Read(model.Parameters)));
        Assert.Equal(["best.safetensors", "step-00000004.safetensors", "step-00000008.safetensors", "step-00000012.safetensors"], Files(folder.Path));
        using var loaded = LinearProbe.Create(8, seed: 50);
        CheckpointInfo info = Checkpoint.Load(Path.Combine(folder.Path, "best.safetensors"), loaded.Parameters);
        Assert.Equal(parameters[2], Read(loaded.Parameters));
        Assert.Equal(("3", "2"), (info.Metadata["fit.epoch"], info.Metadata["fit.scripted"]));
        Checkpoint.Load(Path.Combine(folder.Path, "step-00000012.safetensors"), loaded.Parameters);
        Assert.Equal(parameters[3], Read(loaded.Parameters));
    }

    /// <summary>A file stands where the folder should be: nothing can be saved there, and the trained parameters are what they would have been.</summary>
    [Fact]
    public void WhatCannotBeSavedIsReportedAndTheRunGoesOn()
    {
        using var folder = new TemporaryFolder();
        string place = Path.Combine(folder.Path, "taken");
        File.WriteAllText(place, "mine");
        var events = new List<EpochEndedEventArgs>();
        float[] parameters = [];
        TrainingResult result = Fit(
            new CheckpointPolicy { Folder = place, KeepLast = 1, Best = Scripted([3, 2, 1]) }, [], events, model => parameters = Read(model.Parameters), epochs: 3);
        Assert.Equal((3, StopReason.Completed), (result.Epochs, result.Stopped));
        Assert.Equal(6, result.CheckpointFailures.Count);
        Assert.Equal([2, 2, 2], events.Select(static e => e.CheckpointFailures.Count));
        Assert.Equal(Path.Combine(place, "best.safetensors"), result.CheckpointFailures[0].Path);
        Assert.True(result.CheckpointFailures[0].Exception is IOException or UnauthorizedAccessException);
        Assert.Equal("mine", File.ReadAllText(place));
        float[] expected = [];
        Fit(null, [], onEpoch: model => expected = Read(model.Parameters), epochs: 3);
        Assert.Equal(expected, parameters);
    }

    /// <summary>An older file is not removed for one that could not be saved.</summary>
    [Fact]
    public void TheLastGoodFileStaysWhenTheDiskIsFull()
    {
        using var folder = new TemporaryFolder();
        string obstacle = Path.Combine(folder.Path, "epoch-0002.state.safetensors");
        Directory.CreateDirectory(obstacle);
        TrainingResult result = Fit(new CheckpointPolicy { Folder = folder.Path, KeepLast = 1 }, [], epochs: 2);
        Assert.Equal(obstacle, Assert.Single(result.CheckpointFailures).Path);
        Assert.Equal(["epoch-0001.state.safetensors"], Files(folder.Path));
    }

    [Fact]
    public void ParametersThatAreNotFiniteAreNotSaved()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "best.safetensors"), "better");
        using var model = LinearProbe.Create(8);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(float.MaxValue), new SoftmaxCrossEntropy());
        var options = new TrainingOptions
        {
            Epochs = 1,
            BatchSize = 8,
            Schedule = new ConstantSchedule(),
            Checkpoints = new CheckpointPolicy { Folder = folder.Path, EverySteps = 1, Best = Scripted([1]) },
        };

        // One step, whose gradient is finite, and whose update is not.
        TrainingResult result = trainer.Fit(Dataset.FromFloats(Enumerable.Repeat(1000f, 24).ToArray(), 3, new int[8]), null, options);
        Assert.Equal(StopReason.NonFinite, result.Stopped);
        Assert.Contains("The parameters are not finite after 1 steps. The parameter weight[", result.NonFinite!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["best.safetensors"], Files(folder.Path));
        Assert.Equal("better", File.ReadAllText(Path.Combine(folder.Path, "best.safetensors")));
    }

    [Fact]
    public void AnOptimiserWithoutStateIsFoundOutBeforeTheRun()
    {
        using var model = LinearProbe.Create(8);
        var trainer = new Trainer<LinearProbe>(model, new Resting(), new SoftmaxCrossEntropy());
        var options = new TrainingOptions { Epochs = 1, BatchSize = 8, Checkpoints = new CheckpointPolicy { Folder = "never" } };
        var exception = Assert.Throws<ArgumentException>("options", () => trainer.Fit(Train, null, options));
        Assert.Contains("the optimiser is a Resting, which is no IStateful", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, model.ForwardPasses);
    }

    private static TrainingResult Fit(
        CheckpointPolicy? policy, double[] script, List<EpochEndedEventArgs>? events = null, Action<LinearProbe>? onEpoch = null, int epochs = 5)
    {
        using var model = LinearProbe.Create(8, seed: 1);
        var trainer = new Trainer<LinearProbe>(model, new AdamW(0.05f), new SoftmaxCrossEntropy());
        trainer.EpochEnded += (_, epoch) =>
        {
            events?.Add(epoch);
            onEpoch?.Invoke(model);
        };
        IReadOnlyList<Metric> metrics = script.Length == 0 ? [] : [Scripted(script)];
        return trainer.Fit(Train, null, new TrainingOptions { Epochs = epochs, BatchSize = 8, Checkpoints = policy, Metrics = metrics });
    }

    private static Metric Scripted(double[] values)
    {
        int epoch = 0;
        return new Metric("scripted", isHigherBetter: false, () => values[epoch++]);
    }

    private static string[] Files(string folder) => [.. Directory.GetFiles(folder).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static float[] Read(ParameterVector vector)
    {
        float[] values = new float[vector.Length];
        vector.Read(values);
        return values;
    }

    private sealed class Resting : IOptimizer
    {
        public float LearningRate { get; set; } = 1;

        public void Step(ParameterVector parameters, ParameterVector gradients)
        {
        }
    }
}
