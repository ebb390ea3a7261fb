using SparseGen.Models;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Checkpoints;

/// <summary>TSMixer with batch norms against PyTorch: its checkpoint, its training and what its running statistics become.</summary>
public sealed class BatchNormCheckpointTests
{
    private const int Batch = 7, Steps = 3;

    public static TheoryData<string> Devices => [.. TestDevices.Cpus];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void TrainingIsThatOfPyTorch(string deviceName)
    {
        using var model = new SmallNormedTsMixer(Batch, TestDevices.Get(deviceName));
        LoadResult loaded = Checkpoint.Load(PathOf("before"), model.Parameters, new LoadOptions());
        Assert.Equal(4, loaded.Ignored.Count(static name => name.EndsWith("num_batches_tracked", StringComparison.Ordinal)));
        Assert.Equal(4, loaded.Ignored.Length);

        var run = new Fixture("batchnorm/run");
        var trainer = new Trainer<SmallNormedTsMixer>(model, new Sgd(learningRate: 0.05f, momentum: 0.9f, weightDecay: 0.01f), new MeanSquaredError());
        for (int step = 0; step < Steps; step++)
        {
            trainer.Step(Part(run["series"], step), Part(run["targets"], step));
        }

        var after = new Fixture("batchnorm/after");
        foreach (TensorInfo tensor in SmallNormedTsMixer.Info.Tensors)
        {
            float[] values = new float[after[tensor.Name].Length];
            model.Parameters.GetTensor(tensor.Name, values);
            Approximately.Equal(ValueRecipe.Widen(after[tensor.Name]), values, tensor.Name, tolerance: 1e-4);
        }

        float[] forecast = new float[run["forecast"].Length];
        model.Forward(Part(run["series"], 0), forecast);
        Approximately.Equal(ValueRecipe.Widen(run["forecast"]), forecast, "forecast", tolerance: 1e-4);
    }

    [Fact]
    public void NamesAreThoseOfPyTorchAndStatisticsAreNoParameters()
    {
        string[] names = [.. TsMixerBatchNorm.Info.Tensors.Select(static tensor => tensor.Name)];
        foreach (string tensor in new[] { "weight", "bias", "running_mean", "running_var" })
        {
            Assert.Contains($"mixing_layers.1.temporal_mixer.temporal_norm.{tensor}", names);
            Assert.Contains($"mixing_layers.0.feature_mixer.feature_norm.{tensor}", names);
        }

        Assert.Equal(TsMixer.Info.ParameterCount, TsMixerBatchNorm.Info.ParameterCount);
    }

    private static ReadOnlySpan<float> Part(float[] all, int step) => all.AsSpan(step * (all.Length / Steps), all.Length / Steps);

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "batchnorm", $"{name}.safetensors");
}
