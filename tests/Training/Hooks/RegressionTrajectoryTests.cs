using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.Hooks;

/// <summary>Fifty steps of a small, well-conditioned regression under optimisers and hooks, against PyTorch in double precision.</summary>
public sealed class RegressionTrajectoryTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string, string> RunsOnDevices
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string device in TestDevices.All)
            {
                foreach (string name in new[] { "adamw", "lion", "sam", "adaptive_sam", "regularized" })
                {
                    data.Add(name, device);
                }
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(RunsOnDevices))]
    public void GoesTheWayOfPyTorch(string name, string device)
    {
        (IOptimizer optimizer, ITrainingHook[] hooks) = Create(name);
        using var regression = new Regression<SmoothMlp>(device, optimizer, hooks);
        float[] losses = regression.Fixture[$"regression.{name}.losses"];
        Assert.Equal(50, losses.Length);
        for (int step = 0; step < losses.Length; step++)
        {
            float actual = regression.Step();
            Assert.True(Math.Abs(actual - losses[step]) <= Tolerance, $"Loss {step} is {actual:G9}, PyTorch's {losses[step]:G9}.");
        }

        foreach (TensorInfo tensor in SmoothMlp.Info.Tensors)
        {
            float[] expected = regression.Fixture[$"regression.{name}.{tensor.Name}"];
            float[] actual = new float[expected.Length];
            regression.Model.Parameters.GetTensor(tensor.Name, actual);
            Approximately.Equal(ValueRecipe.Widen(expected), actual, tensor.Name, Tolerance);
        }
    }

    private static (IOptimizer Optimizer, ITrainingHook[] Hooks) Create(string name) => name switch
    {
        "adamw" => (new AdamW(1f / 64, weightDecay: 0.0625f), []),
        "lion" => (new Lion(1f / 256, weightDecay: 0.0625f), []),
        "sam" => (new Sgd(0.0625f, momentum: 0.875f), [new SharpnessAwareMinimization(0.125f)]),
        "adaptive_sam" => (new Sgd(0.0625f, momentum: 0.875f), [new SharpnessAwareMinimization(0.25f) { Adaptive = true }]),
        "regularized" => (new Sgd(0.0625f, momentum: 0.875f), [new GradientRegularization(gamma: 0.125f, epsilon: 0.25f)]),
        _ => throw new ArgumentException(name),
    };
}
