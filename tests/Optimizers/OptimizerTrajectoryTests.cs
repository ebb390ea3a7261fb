using SparseGen.Gpu;
using SparseGen.Tests.Training;

namespace SparseGen.Tests.Optimizers;

/// <summary>Twenty steps of every optimiser on every device against PyTorch, with a learning rate that is halved in the middle.</summary>
public sealed class OptimizerTrajectoryTests
{
    private const int Rows = 7, Columns = 5, Size = Rows * Columns, Steps = 20;
    private const float Rate = 0.125f;

    /// <summary>(optimiser, device).</summary>
    public static TheoryData<string, string> OptimizersOnDevices
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string device in TestDevices.All)
            {
                foreach (string name in Names)
                {
                    data.Add(name, device);
                }
            }

            return data;
        }
    }

    private static IEnumerable<string> Names =>
        ["sgd", "sgd_decay", "momentum", "nesterov", "adam", "adam_decay", "adamw", "adamw_betas", "lion", "lion_decay"];

    [SkippableTheory]
    [MemberData(nameof(OptimizersOnDevices))]
    public void GoesTheWayOfPyTorch(string name, string deviceName)
    {
        var fixture = new Fixture("training");
        IOptimizer optimizer = Create(name);
        ParameterVector parameters = NewVector(TestDevices.Get(deviceName));
        ParameterVector gradients = parameters.CreateLike();
        parameters.SetTensor("weight", fixture["optimizer.start"]);
        float[] actual = new float[Size];
        for (int step = 0; step < Steps; step++)
        {
            gradients.SetTensor("weight", fixture["optimizer.gradients"].AsSpan(step * Size, Size));
            optimizer.LearningRate = step < Steps / 2 ? Rate : Rate / 2;
            optimizer.Step(parameters, gradients);

            parameters.GetTensor("weight", actual);
            ReadOnlySpan<float> expected = fixture[$"optimizer.{name}"].AsSpan(step * Size, Size);
            AssertNear(expected, actual, $"{name}, step {step}");
        }

        AssertPaddingIsZero(parameters);
    }

    [Fact]
    public void LeavesTheGradientsAsTheyAre()
    {
        ParameterVector parameters = NewVector(Device.Cpu);
        ParameterVector gradients = parameters.CreateLike();
        float[] values = ProbeData.Normal(Size, seed: 1);
        gradients.SetTensor("weight", values);

        new AdamW(weightDecay: 0.5f).Step(parameters, gradients);

        float[] after = new float[Size];
        gradients.GetTensor("weight", after);
        Assert.Equal(values, after);
    }

    [Fact]
    public void ResetStartsAfresh()
    {
        var optimizer = new AdamW(learningRate: Rate);
        ParameterVector first = NewVector(Device.Cpu);
        ParameterVector gradients = first.CreateLike();
        gradients.SetTensor("weight", ProbeData.Normal(Size, seed: 1));
        optimizer.Step(first, gradients);
        float[] afterOneStep = new float[Size];
        first.GetTensor("weight", afterOneStep);
        optimizer.Step(first, gradients);

        optimizer.Reset();
        ParameterVector second = first.CreateLike();
        optimizer.Step(second, gradients);

        float[] actual = new float[Size];
        second.GetTensor("weight", actual);
        Assert.Equal(afterOneStep, actual);
        Assert.Equal(1, optimizer.StepCount);
    }

    private static IOptimizer Create(string name) => name switch
    {
        "sgd" => new Sgd(learningRate: 1),
        "sgd_decay" => new Sgd(learningRate: 1, weightDecay: 0.25f),
        "momentum" => new Sgd(learningRate: 1, momentum: 0.875f, weightDecay: 0.0625f),
        "nesterov" => new Sgd(learningRate: 1, momentum: 0.875f, nesterov: true, weightDecay: 0.0625f),
        "adam" => new Adam(learningRate: 1),
        "adam_decay" => new Adam(learningRate: 1, weightDecay: 0.25f, beta1: 0.8f, beta2: 0.95f, epsilon: 1e-3f),
        "adamw" => new AdamW(learningRate: 1, weightDecay: 0.05f),
        "adamw_betas" => new AdamW(learningRate: 1, weightDecay: 0.5f, beta1: 0.8f, beta2: 0.95f, epsilon: 1e-3f),
        "lion" => new Lion(learningRate: 1),
        "lion_decay" => new Lion(learningRate: 1, beta1: 0.8f, beta2: 0.95f, weightDecay: 0.25f),
        _ => throw new ArgumentException(name),
    };

    private static ParameterVector NewVector(Device device)
    {
        // In panels of 32 columns, of which 7 are used: most of the storage is padding.
        var builder = new ParameterLayoutBuilder(Columns * TensorStorage.PanelWidth);
        builder.Add("weight", [Rows, Columns], 0, TensorStorage.Panels(Columns, Rows), Initializer.Zeros);
        ParameterLayout layout = builder.Build();
        return device is CpuDevice cpu ? new CpuParameterVector(layout, cpu) : new GpuParameterVector(layout, (GpuDevice)device);
    }

    // Float32 against double precision: rounding errors add up over the steps, each relative to numbers around 1.
    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            double tolerance = 3e-6 * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{what}, element {i}: {actual[i]:G9}, expected {expected[i]:G9}");
        }
    }

    private static void AssertPaddingIsZero(ParameterVector parameters)
    {
        float[] storage = new float[parameters.Length];
        parameters.Read(0, storage);
        for (int i = 0; i < storage.Length; i++)
        {
            if (i % TensorStorage.PanelWidth >= Rows)
            {
                Assert.Equal(0, storage[i]);
            }
        }
    }
}
