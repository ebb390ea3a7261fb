using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training;

/// <summary>What hooks can do (clip, move the parameters, ask again, change the batch), and in which order they run.</summary>
public sealed class HookTests
{
    private static readonly float[] Input = ProbeData.Normal(4 * LinearProbe.Inputs, seed: 5);
    private static readonly int[] Labels = [0, 3, 4, 1];

    public static TheoryData<string, string, float> ClippingsOnDevices
    {
        get
        {
            var data = new TheoryData<string, string, float>();
            foreach (string device in TestDevices.All)
            {
                data.Add(device, "small", 0.5f);
                data.Add(device, "large", 100);
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(ClippingsOnDevices))]
    public void ClippingIsPyTorchs(string device, string name, float maxNorm)
    {
        var fixture = new Fixture("training");
        using var model = new SevenByFive(1, TestDevices.Get(device));
        model.Gradients.SetTensor(SevenByFive.Info.Tensors[0].Name, fixture["clip.gradient"]);
        var context = new TrainingContext(SevenByFive.Info, 1, model.Parameters, model.Gradients, new Sgd(), new MeanSquaredError());
        var clipping = new GradientClipping(maxNorm);

        float loss = clipping.Evaluate(context, default, static _ => 7);

        Assert.Equal(7, loss);
        Assert.Equal(fixture[$"clip.{name}.norm"][0], clipping.LastNorm, 1e-5);
        float[] actual = new float[35];
        model.Gradients.GetTensor(SevenByFive.Info.Tensors[0].Name, actual);
        float[] expected = fixture[$"clip.{name}"];
        for (int i = 0; i < actual.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-7);
        }
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ClippingRejectsNormsThatAreNone(float maxNorm) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(maxNorm), () => new GradientClipping(maxNorm));

    [Fact]
    public void TheFirstHookIsTheOutermost()
    {
        var order = new List<string>();
        using var model = LinearProbe.Create(4);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy());
        trainer.Hooks.Add(new Recorder("inner", order));
        trainer.Hooks.Insert(0, new Recorder("outer", order));

        trainer.Step(Input, Labels);

        Assert.Equal(["outer before", "inner before", "inner after", "outer after", "outer step 0", "inner step 0"], order);

        order.Clear();
        trainer.Hooks.RemoveAt(0);
        trainer.Step(Input, Labels);
        Assert.Equal(["inner before", "inner after", "inner step 1"], order);

        order.Clear();
        trainer.Hooks.Clear();
        trainer.Step(Input, Labels);
        Assert.Empty(order);
    }

    [Fact]
    public void AHookMayMoveTheParametersAndAskAgain()
    {
        // The gradient of a sharpness-aware step, by hand: at the parameters moved along the gradient by the radius.
        const float Radius = 0.25f;
        using var model = LinearProbe.Create(4);
        using var reference = LinearProbe.Create(4);
        var plain = new Trainer<LinearProbe>(reference, new Sgd(learningRate: 0), new SoftmaxCrossEntropy());
        float expectedLoss = plain.Step(Input, Labels);
        reference.Parameters.Axpy((float)(Radius / reference.Gradients.Norm()), reference.Gradients);
        plain.Step(Input, Labels);
        float[] expected = new float[LinearProbe.Outputs * LinearProbe.Inputs];
        reference.Gradients.GetTensor("weight", expected);

        var trainer = new Trainer<LinearProbe>(model, new Sgd(learningRate: 0), new SoftmaxCrossEntropy());
        trainer.Hooks.Add(new SharpnessAware(Radius));
        float loss = trainer.Step(Input, Labels);

        float[] actual = new float[expected.Length];
        model.Gradients.GetTensor("weight", actual);
        Assert.Equal(expectedLoss, loss);
        Assert.Equal(2, model.ForwardPasses);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-6);
        }
    }

    [Fact]
    public void AHookMayChangeTheBatch()
    {
        using var model = LinearProbe.Create(4);
        using var reference = LinearProbe.Create(4);
        var plain = new Trainer<LinearProbe>(reference, new Sgd(learningRate: 1), new SoftmaxCrossEntropy());
        float expected = plain.Step(Input.AsSpan(0, 2 * LinearProbe.Inputs), Labels.AsSpan(0, 2));

        var trainer = new Trainer<LinearProbe>(model, new Sgd(learningRate: 1), new SoftmaxCrossEntropy());
        trainer.Hooks.Add(new FirstHalf());
        Assert.Equal(expected, trainer.Step(Input, Labels));
    }

    [Fact]
    public void StepsWithHooksAllocateNothing()
    {
        using var model = LinearProbe.Create(4);
        var trainer = new Trainer<LinearProbe>(model, new AdamW(), new SoftmaxCrossEntropy(0.1f));
        trainer.Hooks.Add(new GradientClipping(1));
        trainer.Hooks.Add(new SharpnessAware(0.1f));
        trainer.Hooks.Add(new FirstHalf());

        Allocations.AssertNone(() => trainer.Step(Input, Labels));
    }

    [Fact]
    public void RejectsNoHook()
    {
        using var model = LinearProbe.Create(4);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy());
        Assert.Throws<ArgumentNullException>(() => trainer.Hooks.Add(null!));
    }

    private sealed class Recorder(string name, List<string> order) : ITrainingHook
    {
        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            order.Add($"{name} before");
            float loss = next(batch);
            order.Add($"{name} after");
            return loss;
        }

        public void AfterStep(TrainingContext context) => order.Add($"{name} step {context.Step}");
    }

    private sealed class SharpnessAware(float radius) : ITrainingHook
    {
        private ParameterVector? _move;

        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            float loss = next(batch);
            _move ??= context.Parameters.CreateLike();
            _move.CopyFrom(context.Gradients);
            _move.Scale((float)(radius / _move.Norm()));
            context.Parameters.Axpy(1, _move);
            next(batch);
            context.Parameters.Axpy(-1, _move);
            return loss;
        }
    }

    private sealed class FirstHalf : ITrainingHook
    {
        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            int size = batch.Size / 2;
            return next(new TrainingBatch(batch.Input[..(size * context.Model.InputSize)], batch.Targets.Labels[..size], size));
        }
    }
}
