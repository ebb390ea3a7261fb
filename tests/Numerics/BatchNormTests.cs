using SparseGen.Tests.Models;

namespace SparseGen.Tests.Numerics;

/// <summary>Batch norms: what they remember, what leaves that alone, and what does not depend on threads.</summary>
[Trait("Category", "Numerics")]
public sealed class BatchNormTests
{
    private const int Batch = 13;

    public static TheoryData<string> Devices => [.. TestDevices.All];

    public static TheoryData<string> Cpus => [.. TestDevices.Cpus];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void RunningStatisticsFollowTheBatches(string deviceName)
    {
        foreach (var name in new[] { nameof(CurvedNorms), nameof(CurvedFeatureNorms) })
        {
            var modelCase = CurvedCases.Named(name);
            using var model = modelCase.CreateWithRecipe(Batch, TestDevices.Get(deviceName));
            var reference = modelCase.BuildReference();
            foreach (var batch in new[] { Batch, 3, 2 })
            {
                var input = ValueRecipe.Values($"input of {batch}", batch * model.Info.InputSize);
                model.ForwardTraining(input);
                var output = reference.Backward(ValueRecipe.Widen(input), new double[batch * model.Info.OutputSize]).Output;
                Approximately.Equal(output, model.Output, $"output of {batch}");
                reference.KeepRunning();
            }

            foreach (var tensor in reference.Tensors.Where(static tensor => tensor.LearnedCount == 0))
            {
                Approximately.Equal(tensor.Values, Tensor(model.Parameters, tensor.Name), tensor.Name);
            }

            // Inference has them, for single samples too.
            var samples = ValueRecipe.Values("samples", 3 * model.Info.InputSize);
            var outputs = new float[3 * model.Info.OutputSize];
            model.Forward(samples, outputs);
            Approximately.Equal(reference.Forward(ValueRecipe.Widen(samples)), outputs, "output of inference");
            model.Forward(samples.AsSpan(0, model.Info.InputSize), outputs.AsSpan(0, model.Info.OutputSize));
            Approximately.Equal(reference.Forward(ValueRecipe.Widen(samples.Take(model.Info.InputSize))), outputs.AsSpan(0, model.Info.OutputSize), "output of one sample");
        }
    }

    [Fact]
    public void StatisticsDependOnNoThreads()
    {
        (float[] Output, float[] Running) Run(int threads)
        {
            using var model = ModelCases.Named(nameof(WideNorms)).CreateWithRecipe(Batch, Device.CpuWithThreads(threads));
            model.ForwardTraining(ValueRecipe.Values("input", Batch * model.Info.InputSize));
            return (model.Output.ToArray(), Tensor(model.Parameters, "features.running_var"));
        }

        var alone = Run(1);
        foreach (var threads in new[] { 2, 3, 8 })
        {
            var (output, running) = Run(threads);
            Assert.Equal(alone.Output, output);
            Assert.Equal(alone.Running, running);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void TheSameThreadsGiveTheSameBits(int threads)
    {
        float[] Run()
        {
            using var model = ModelCases.Named(nameof(WideNorms)).CreateWithRecipe(Batch, Device.CpuWithThreads(threads));
            model.ForwardTraining(ValueRecipe.Values("input", Batch * model.Info.InputSize));
            model.Backward(ValueRecipe.Values("output_gradient", Batch * model.Info.OutputSize));
            var storage = new float[model.Gradients.Length];
            model.Gradients.Read(storage);
            return storage;
        }

        Assert.Equal(Run(), Run());
    }

    [Fact]
    public void ASingleNumberHasNoVariance()
    {
        using var model = new CurvedFeatureNorms(4);
        var exception = Assert.Throws<ArgumentException>(() => model.ForwardTraining(new float[CurvedFeatureNorms.Info.InputSize]));
        Assert.Contains("has 1 sample; expected 2 at least", exception.Message, StringComparison.Ordinal);
        model.ForwardTraining(new float[2 * CurvedFeatureNorms.Info.InputSize]);

        // Several places of a channel are enough.
        using var image = new CurvedNorms(4);
        image.ForwardTraining(ValueRecipe.Values("input", CurvedNorms.Info.InputSize));
    }

    [SkippableTheory]
    [MemberData(nameof(Cpus))]
    public void OptimisersAndAveragesLeaveStatisticsAlone(string deviceName)
    {
        using var model = new CurvedNorms(Batch, TestDevices.Get(deviceName));
        var averaging = new WeightAveraging(0.9f);
        var trainer = new Trainer<CurvedNorms>(model, new Sgd(learningRate: 0.5f, weightDecay: 0.5f), new SoftmaxCrossEntropy());
        trainer.Groups.Add(new ParameterGroup("head.*") { LearningRateFactor = 2 });
        trainer.Hooks.Add(averaging);
        using var twin = new CurvedNorms(Batch, TestDevices.Get(deviceName));
        var input = ValueRecipe.Values("input", Batch * CurvedNorms.Info.InputSize);
        for (var step = 0; step < 3; step++)
        {
            // What the forward pass alone makes of the statistics.
            twin.Parameters.CopyFrom(model.Parameters);
            twin.ForwardTraining(input);
            trainer.Step(input, [.. Enumerable.Range(0, Batch).Select(static sample => sample % 3)]);
            foreach (var name in new[] { "bn.running_mean", "normed.1.bn.running_var", "plain.running_var" })
            {
                Assert.Equal(Tensor(twin.Parameters, name), Tensor(model.Parameters, name));
                Assert.Equal(Tensor(model.Parameters, name), Tensor(averaging.Average, name));
            }
        }

        Assert.NotEqual(Tensor(model.Parameters, "head.weight"), Tensor(averaging.Average, "head.weight"));
        Assert.Equal(0, model.Parameters.Layout.Find("bn.running_mean").LearnedCount);
        Assert.Equal(CurvedNorms.Info.ParameterCount, CurvedNorms.Info.Layers.Sum(static layer => layer.ParameterCount));

        // Also without a trainer and its groups.
        var before = Tensor(model.Parameters, "bn.running_var");
        model.Gradients.Clear();
        new AdamW(learningRate: 0.5f, weightDecay: 0.5f).Step(model.Parameters, model.Gradients);
        Assert.Equal(before, Tensor(model.Parameters, "bn.running_var"));
    }

    [Fact]
    public void CheckpointsHaveThem()
    {
        using var trained = new CurvedFeatureNorms(Batch, seed: 3);
        trained.ForwardTraining(ValueRecipe.Values("input", Batch * CurvedFeatureNorms.Info.InputSize));
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "trained.safetensors");
        Checkpoint.Save(path, trained);
        using var served = new ServedNorms(1);
        Checkpoint.Load(path, served.Parameters);
        float[] samples = ValueRecipe.Values("samples", 3 * ServedNorms.Info.InputSize), expected = new float[15], outputs = new float[15];
        trained.Forward(samples, expected);
        served.Forward(samples, outputs);
        Assert.Equal(expected, outputs);
    }

    [Fact]
    public void ThereAreNoGradientsOfSingleSamples()
    {
        using var model = new CurvedNorms(4);
        var data = Dataset.FromFloats(new float[2 * CurvedNorms.Info.InputSize], CurvedNorms.Info.InputSize, new[] { 0, 1 });
        var exception = Assert.Throws<NotSupportedException>(() => FisherDiagonal.Estimate(model, new SoftmaxCrossEntropy(), data));
        Assert.Contains("batch norms", exception.Message, StringComparison.Ordinal);
    }

    private static float[] Tensor(ParameterVector parameters, string name)
    {
        var values = new float[parameters.Layout.Find(name).Count];
        parameters.GetTensor(name, values);
        return values;
    }
}
