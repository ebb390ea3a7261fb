using SparseGen.Models;

namespace SparseGen.Tests.Training;

/// <summary>The whole way: declared with attributes, generated, trained on real images.</summary>
public sealed class EndToEndTests
{
    [Fact]
    [Trait(TestScope.Trait, TestScope.Release)]
    public void FashionMixerLearnsTheShippedImages()
    {
        var (result, _) = Train(seed: 0, epochs: 5, Device.Cpu);

        // 0.857 where this was written; the seed moves it by a per cent or two, and guessing gives 0.10.
        Assert.NotNull(result.Test);
        Assert.True(result.Test.Accuracy >= 0.83, FormattableString.Invariant($"Accuracy {result.Test.Accuracy}, loss {result.Test.Loss}."));
        Assert.Equal(2000, result.Test.Count);
        Assert.Equal(50_000, result.Samples);
        Assert.All(result.Losses, loss => Assert.True(float.IsFinite(loss)));
    }

    [Fact]
    public void TheSameSeedTrainsToTheSameBits()
    {
        var (first, firstHead) = Train(seed: 3, epochs: 1, Device.CpuWithThreads(2), images: 1000);
        var (second, secondHead) = Train(seed: 3, epochs: 1, Device.CpuWithThreads(2), images: 1000);
        Assert.Equal(first.Losses, second.Losses);
        Assert.Equal(firstHead, secondHead);
    }

    [SkippableFact]
    public void OpenCLGivesTheLossesOfTheCpu()
    {
        var (onGpu, _) = Train(seed: 3, epochs: 1, TestDevices.Get("opencl"), images: 500);
        var (onCpu, _) = Train(seed: 3, epochs: 1, Device.Cpu, images: 500);
        Assert.Equal(onCpu.Losses.Count, onGpu.Losses.Count);
        Assert.All(onCpu.Losses.Zip(onGpu.Losses), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-3f * pair.First));
    }

    /// <summary>Long enough that both have left chance, a tenth, far behind, and that what rounding does to a step has grown; the program's `train` goes on to 85 %.</summary>
    [SkippableFact]
    public void OpenCLReachesTheAccuracyOfTheCpu()
    {
        var (onGpu, _) = Train(seed: 1, epochs: 2, TestDevices.Get("opencl"), images: 3000, evaluates: true);
        var (onCpu, _) = Train(seed: 1, epochs: 2, Device.Cpu, images: 3000, evaluates: true);
        Assert.True(onCpu.Test!.Accuracy >= 0.5, FormattableString.Invariant($"Accuracy {onCpu.Test.Accuracy} on the CPU."));
        Assert.True(
            Math.Abs(onCpu.Test.Accuracy - onGpu.Test!.Accuracy) <= 0.005,
            FormattableString.Invariant($"Accuracy {onGpu.Test.Accuracy} on OpenCL and {onCpu.Test.Accuracy} on the CPU."));
    }

    private static (TrainingResult Result, float[] Head) Train(ulong seed, int epochs, Device device, int images = int.MaxValue, bool evaluates = false)
    {
        const int BatchSize = 128;
        var data = FashionMnist.Load(Repository.FashionMnist);
        using var model = new FashionMixer(BatchSize, device, seed);
        var trainer = new Trainer<FashionMixer>(model, new AdamW(learningRate: 5e-3f, weightDecay: 0.05f), new SoftmaxCrossEntropy());
        var options = new TrainingOptions { Epochs = epochs, BatchSize = BatchSize, Seed = seed };
        var result = images < data.Train.Count
            ? trainer.Fit(data.Train.Take(images), evaluates ? data.Test : null, options)
            : trainer.Fit(data.Train, data.Test, options);
        var head = new float[10 * 64];
        model.Parameters.GetTensor("head.weight", head);
        return (result, head);
    }
}
