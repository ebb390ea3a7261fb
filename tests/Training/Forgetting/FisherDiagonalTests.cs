using SparseGen.Tests.Models;
using SparseGen.Tests.Reference;
using SparseGen.Tests.Training.Hooks;

namespace SparseGen.Tests.Training.Forgetting;

/// <summary>The Fisher diagonal against squares of gradients in double precision, and the term that uses it.</summary>
public sealed class FisherDiagonalTests
{
    public static TheoryData<string, int> BatchesOnDevices
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string device in TestDevices.All)
            {
                foreach (int batch in new[] { 1, 3, 8 })
                {
                    data.Add(device, batch);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Devices => [.. TestDevices.All];

    [SkippableTheory]
    [MemberData(nameof(BatchesOnDevices))]
    public void IsTheMeanOfSquaresOfGradients(string device, int batch)
    {
        using var problem = new ForgettingProblem(device);
        uint[] before = Regression<SmoothMlp>.Bits(problem.Model.Parameters);

        FisherDiagonal fisher = FisherDiagonal.Estimate(problem.Model, new SoftmaxCrossEntropy(), ForgettingProblem.Data, batch);

        Approximately.Equal(Expected(batch), Regression<SmoothMlp>.Numbers(fisher.Values), "F");
        Assert.Equal(before, Regression<SmoothMlp>.Bits(problem.Model.Parameters));
        Assert.Equal(before, Regression<SmoothMlp>.Bits(fisher.Anchor));
        Assert.Equal(0, problem.Model.Gradients.Norm());
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void ElasticWeightsPullEachParameterBackByItsImportance(string device)
    {
        const float Weight = 3;
        using var problem = new ForgettingProblem(device);
        FisherDiagonal fisher = FisherDiagonal.Estimate(problem.Model, new SoftmaxCrossEntropy(), ForgettingProblem.Data);
        float[] importance = Regression<SmoothMlp>.Numbers(fisher.Values);
        double[] anchor = ValueRecipe.Widen(Regression<SmoothMlp>.Numbers(fisher.Anchor));
        problem.Model.Parameters.Scale(1.25f);
        float[] parameters = Regression<SmoothMlp>.Numbers(problem.Model.Parameters);

        problem.Trainer.Hooks.Add(new SelectiveForgetting([]));
        float bare = problem.Step();
        float[] gradient = problem.Gradient;
        problem.Trainer.Hooks[0] = new SelectiveForgetting([new ElasticWeightConsolidation(Weight, fisher)]);

        // The random labels depend on the step.
        using var again = new ForgettingProblem(device);
        again.Model.Parameters.CopyFrom(problem.Model.Parameters);
        again.Trainer.Hooks.Add(problem.Trainer.Hooks[0]);
        float loss = again.Step();

        double penalty = Weight * importance.Select((f, i) => f * Math.Pow(parameters[i] - anchor[i], 2)).Sum();
        double[] expected = [.. gradient.Select((g, i) => g + (2 * Weight * importance[i] * (parameters[i] - anchor[i])))];
        Assert.True(penalty > 0.01);
        Assert.Equal(bare + penalty, loss, 1e-5);
        Approximately.Equal(expected, again.Gradient, "gradient");
    }

    [Fact]
    public void RejectsWhatDoesNotFit()
    {
        using var problem = new ForgettingProblem("cpu-1");
        var loss = new SoftmaxCrossEntropy();
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => FisherDiagonal.Estimate(problem.Model, loss, ForgettingProblem.Data, 0));
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => FisherDiagonal.Estimate(problem.Model, loss, ForgettingProblem.Data, 9));
        Assert.Throws<ArgumentException>("data", () => FisherDiagonal.Estimate(problem.Model, loss, Dataset.FromFloats(new float[8], 4, new int[2])));
        FisherDiagonal fisher = FisherDiagonal.Estimate(problem.Model, loss, ForgettingProblem.Data);
        Assert.Throws<ArgumentOutOfRangeException>("weight", () => new ElasticWeightConsolidation(-1, fisher));
        Assert.Throws<OperationCanceledException>(() => FisherDiagonal.Estimate(
            problem.Model, loss, ForgettingProblem.Data, cancellationToken: new CancellationToken(canceled: true)));
    }

    /// <summary>A batch of b samples counts b of n, with the square of its mean gradient.</summary>
    private static double[] Expected(int batch)
    {
        ReferenceModel reference =
            ReferenceModelBuilder.Vector(6).Linear(8, name: "fc1").Activation(ActivationKind.Gelu).Linear(3).Build();
        foreach (ReferenceTensor tensor in reference.Tensors)
        {
            ValueRecipe.Widen(ValueRecipe.Initial(tensor.Name, tensor.Shape)).CopyTo(tensor.Values, 0);
        }

        double[]? sum = null;
        for (int start = 0; start < ForgettingProblem.Samples; start += batch)
        {
            int size = Math.Min(batch, ForgettingProblem.Samples - start);
            double[] input = ValueRecipe.Widen(ForgettingProblem.Input[(start * 6)..((start + size) * 6)]);
            double[] output = reference.Forward(input);
            double[] outputGradient = new double[size * 3];
            for (int i = 0; i < outputGradient.Length; i++)
            {
                double[] exponentials = [.. output[(i / 3 * 3)..((i / 3 * 3) + 3)].Select(Math.Exp)];
                double target = ForgettingProblem.Labels[start + (i / 3)] == i % 3 ? 1 : 0;
                outputGradient[i] = ((exponentials[i % 3] / exponentials.Sum()) - target) / size;
            }

            reference.Backward(input, outputGradient);
            double share = (double)size / ForgettingProblem.Samples;
            double[] squares = [.. reference.Tensors.SelectMany(tensor => tensor.Gradients).Select(g => share * g * g)];
            sum = sum is null ? squares : [.. sum.Zip(squares, (a, b) => a + b)];
        }

        return sum!;
    }
}
