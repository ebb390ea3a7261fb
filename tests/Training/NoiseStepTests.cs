using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training;

/// <summary>The masks of dropout within one training step, and from step to step.</summary>
public sealed class NoiseStepTests
{
    private const int Batch = 8;

    [Fact]
    public void AHookThatAsksTwiceGetsTheSameGradientBitForBit()
    {
        using var model = NoisyMixer.Create(Batch, Device.CpuWithThreads(2), seed: 3);
        model.Parameters.SetTensor("head.weight", ValueRecipe.Values("head", 15));
        var trainer = new Trainer<NoisyMixer>(model, new Sgd(learningRate: 0), new SoftmaxCrossEntropy());
        var hook = new AsksTwice();
        trainer.Hooks.Add(hook);
        var (input, labels) = (ValueRecipe.Values("input", Batch * 35), ValueRecipe.Labels("labels", Batch, 3));
        List<double> norms = [];
        for (ulong step = 0; step < 3; step++)
        {
            trainer.Step(input, labels);
            Assert.Equal(hook.First, hook.Second);
            Assert.Equal(step + 1, model.NoiseStep);
            norms.Add(model.Gradients.Norm());
        }

        // The parameters do not move: what changes from step to step is the masks.
        Assert.Equal(3, norms.Distinct().Count());
    }

    [Fact]
    public void TheTrainerCountsForItself()
    {
        using var model = OnlyDropout.Create(Batch);
        var trainer = new Trainer<OnlyDropout>(model, new Sgd(learningRate: 0), new MeanSquaredError());
        var (input, targets) = (ValueRecipe.Values("input", Batch * 37), ValueRecipe.Values("targets", Batch * 37));
        float first = trainer.Step(input, targets.AsSpan());
        model.ForwardTraining(input);
        model.ForwardTraining(input);
        float second = trainer.Step(input, targets.AsSpan());

        using var other = OnlyDropout.Create(Batch);
        var undisturbed = new Trainer<OnlyDropout>(other, new Sgd(learningRate: 0), new MeanSquaredError());
        Assert.Equal(first, undisturbed.Step(input, targets.AsSpan()));
        Assert.Equal(second, undisturbed.Step(input, targets.AsSpan()));
        Assert.NotEqual(first, second);
    }

    /// <summary>The mean over many steps is the output of inference: kept numbers are scaled by one over the share that is kept.</summary>
    [Fact]
    public void TheMeanOverStepsIsInference()
    {
        const int Steps = 4000;
        using var model = OnlyDropout.Create(1);
        var mean = new double[37];
        var input = Enumerable.Repeat(1f, 37).ToArray();
        for (var step = 0; step < Steps; step++)
        {
            model.ForwardTraining(input);
            for (var i = 0; i < mean.Length; i++)
            {
                mean[i] += model.Output[i] / (double)Steps;
            }
        }

        // The deviation of one output is sqrt(rate / (1 - rate)), that of the mean smaller by the root of the steps; 4.9 of them are exceeded
        // about once in 10^6 times.
        var bound = 4.9 * Math.Sqrt(0.375 / 0.625 / Steps);
        Assert.All(mean, value => Assert.InRange(value, 1 - bound, 1 + bound));
    }

    private sealed class AsksTwice : ITrainingHook
    {
        public float[] First { get; private set; } = [];

        public float[] Second { get; private set; } = [];

        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            var loss = next(batch);
            First = Read(context);
            Assert.Equal(loss, next(batch));
            Second = Read(context);
            return loss;
        }

        private static float[] Read(TrainingContext context)
        {
            List<float> values = [];
            foreach (var tensor in context.Model.Tensors)
            {
                var one = new float[tensor.Shape.Aggregate(1, (product, size) => product * size)];
                context.Gradients.GetTensor(tensor.Name, one);
                values.AddRange(one);
            }

            return [.. values];
        }
    }
}
