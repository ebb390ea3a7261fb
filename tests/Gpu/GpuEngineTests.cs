using SparseGen.Execution;
using SparseGen.Models;

namespace SparseGen.Tests.Gpu;

/// <summary>The engine for GPUs, with a program written by hand.</summary>
[Trait("Category", "Gpu")]
public sealed class GpuEngineTests
{
    private const int Features = 5;

    private static readonly float[] Weights = [0.5f, -1f, 2f, 0f, 3f];

    public static TheoryData<string> Devices => [.. TestDevices.Gpus];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void InferenceRunsAnyBatchInPieces(string deviceName)
    {
        using var engine = Create(deviceName, maxBatch: 4);
        foreach (int batch in new[] { 0, 1, 4, 11 })
        {
            float[] input = Values(batch, seed: batch);
            float[] output = new float[input.Length];
            engine.Forward(input, output);
            Assert.Equal(input.Select((x, i) => x * Weights[i % Features]), output);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void BackwardAddsTheSumOverTheBatchAndGivesTheInputsGradient(string deviceName)
    {
        // Enough samples for several partial sums, the last of them shorter.
        const int batch = 301;
        using var engine = Create(deviceName, maxBatch: 400);
        float[] input = Values(batch, seed: 1);
        float[] outputGradient = Values(batch, seed: 2);
        engine.ForwardTraining(input);
        Assert.Equal(input.Select((x, i) => x * Weights[i % Features]), engine.Output.ToArray());
        engine.Backward(outputGradient);
        engine.Backward(outputGradient);

        float[] gradient = new float[Features];
        engine.Gradients.GetTensor("weight", gradient);
        for (int feature = 0; feature < Features; feature++)
        {
            double expected = 2 * Enumerable.Range(0, batch).Sum(s => (double)input[(s * Features) + feature] * outputGradient[(s * Features) + feature]);
            Assert.Equal(expected, gradient[feature], tolerance: 1e-4);
        }

        Assert.Equal(outputGradient.Select((x, i) => x * Weights[i % Features]), engine.InputGradient.ToArray());
        float[] after = new float[Features];
        engine.Gradients.GetTensor("weight", after);
        Assert.Equal(gradient, after);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void ABatchThatIntsCannotAddressIsRefused(string deviceName)
    {
        var exception = Assert.Throws<ArgumentException>(() => Create(deviceName, maxBatch: int.MaxValue / 4));
        Assert.Equal("maxBatch", exception.ParamName);
        Assert.Contains("up to 429496729", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// What limits a batch is the largest value alone, 196 x 2,048 floats a sample here. All that is kept of a sample are 6 million floats: of 343 samples more than an int counts.
    /// </summary>
    [Fact]
    public void ABatchIsLimitedByTheLargestValueAndNotByAllOfThem()
    {
        var exception = Assert.Throws<ArgumentException>(() => new MixerS16(maxBatch: int.MaxValue / (196 * 2048) + 1, Device.Simulator));
        Assert.Equal("maxBatch", exception.ParamName);
        Assert.Contains("has 401408 floats a sample", exception.Message, StringComparison.Ordinal);
        Assert.Contains("up to 5349", exception.Message, StringComparison.Ordinal);
    }

    private static ModelEngine Create(string deviceName, int maxBatch)
    {
        var engine = ModelEngine.Create<FeatureScaleProgram, SparseGen.Gpu.GpuEngines<FeatureScaleProgram>>(
            FeatureScaleProgram.Info, FeatureScaleProgram.Layout, maxBatch, TestDevices.Get(deviceName));
        engine.Parameters.SetTensor("weight", Weights);
        return engine;
    }

    private static float[] Values(int batch, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, batch * Features).Select(_ => random.NextSingle() - 0.5f)];
    }
}
