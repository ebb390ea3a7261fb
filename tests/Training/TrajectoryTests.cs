using System.IO.Compression;
using SparseGen.Models;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training;

/// <summary>The losses of the first 20 steps from given initial values and batches against PyTorch's.</summary>
public sealed class TrajectoryTests
{
    private const int Steps = 20;
    private const float SgdLearningRate = 0.02f, Momentum = 0.9f;
    private const float AdamLearningRate = 1e-3f, WeightDecay = 0.05f, LabelSmoothing = 0.1f;

    // Single precision alone puts two runs about 1e-7 apart (make_fixtures.py prints it).
    private const double SgdTolerance = 1e-5, AdamTolerance = 1e-3;

    public static TheoryData<string> Cpus => [.. TestDevices.Cpus];

    public static TheoryData<string> DevicesButTheSimulator => [.. TestDevices.All.Where(device => device != "simulator")];

    [SkippableTheory]
    [MemberData(nameof(DevicesButTheSimulator))]
    public void StackedMixerWithSgd(string device) => AssertLosses<StackedMixer>(
        device, "StackedMixer.sgd", new Sgd(SgdLearningRate, Momentum), new SoftmaxCrossEntropy(), StackedBatch, SgdTolerance);

    [SkippableTheory]
    [MemberData(nameof(DevicesButTheSimulator))]
    public void StackedMixerWithAdamW(string device) => AssertLosses<StackedMixer>(
        device,
        "StackedMixer.adamw",
        new AdamW(AdamLearningRate, WeightDecay),
        new SoftmaxCrossEntropy(LabelSmoothing),
        StackedBatch,
        AdamTolerance);

    [SkippableTheory]
    [MemberData(nameof(Cpus))]
    public void FashionMixerWithSgd(string device) => AssertLosses<FashionMixer>(
        device, "FashionMixer.sgd", new Sgd(SgdLearningRate, Momentum), new SoftmaxCrossEntropy(), FashionBatches(), SgdTolerance);

    [SkippableTheory]
    [MemberData(nameof(Cpus))]
    public void FashionMixerWithAdamW(string device) => AssertLosses<FashionMixer>(
        device,
        "FashionMixer.adamw",
        new AdamW(AdamLearningRate, WeightDecay),
        new SoftmaxCrossEntropy(LabelSmoothing),
        FashionBatches(),
        AdamTolerance);

    private static void AssertLosses<TModel>(
        string device,
        string fixture,
        IOptimizer optimizer,
        ILoss loss,
        Func<int, (float[] Input, int[] Labels)> batch,
        double tolerance)
        where TModel : class, IModel<TModel>
    {
        using var model = TModel.Create(batch(0).Labels.Length, TestDevices.Get(device));
        foreach (var tensor in TModel.Info.Tensors)
        {
            model.Parameters.SetTensor(tensor.Name, ValueRecipe.Initial(tensor.Name, tensor.Shape));
        }

        var trainer = new Trainer<TModel>(model, optimizer, loss);
        var expected = new Fixture($"trajectory.{fixture}")["losses"];
        Assert.Equal(Steps, expected.Length);
        for (var step = 0; step < Steps; step++)
        {
            var (input, labels) = batch(step);
            var actual = trainer.Step(input, labels);
            Assert.True(
                Math.Abs(actual - expected[step]) <= tolerance * expected[step],
                FormattableString.Invariant($"Loss {step} is {actual:G9}, PyTorch's {expected[step]:G9}; tolerance {tolerance} relative."));
        }
    }

    private static (float[] Input, int[] Labels) StackedBatch(int step)
    {
        const int Batch = 8, Classes = 7;
        return (
            ValueRecipe.Values($"step.{step % 4}.input", Batch * StackedMixer.Info.InputSize),
            ValueRecipe.Labels($"step.{step % 4}.labels", Batch, Classes));
    }

    /// <summary>The shipped images in their order, read without the product's reader.</summary>
    private static Func<int, (float[] Input, int[] Labels)> FashionBatches()
    {
        const int Batch = 128, Pixels = 28 * 28, ImageHeader = 16, LabelHeader = 8;
        var images = Unpack("train-images-idx3-ubyte.gz");
        var labels = Unpack("train-labels-idx1-ubyte.gz");
        return step => (
            [.. images.AsSpan(ImageHeader + step * Batch * Pixels, Batch * Pixels).ToArray().Select(b => (b / 255f - 0.2860f) / 0.3530f)],
            [.. labels.AsSpan(LabelHeader + step * Batch, Batch).ToArray().Select(b => (int)b)]);
    }

    private static byte[] Unpack(string file)
    {
        using var packed = new GZipStream(File.OpenRead(Path.Combine(Repository.FashionMnist, file)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }
}
