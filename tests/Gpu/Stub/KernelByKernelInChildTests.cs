using SparseGen.Tests.Models;

namespace SparseGen.Tests.Gpu;

/// <summary>A driver that makes no graphs. Part of <see cref="DriverCallTests"/>.</summary>
public sealed class KernelByKernelInChildTests
{
    /// <summary>How many tests there are.</summary>
    public const int Count = 1;

    private const int Batch = 3;

    [SkippableFact]
    public void StepsAreLaunchedKernelByKernel()
    {
        CudaStub.Demand();
        using RoundMixer model = new(Batch, Device.Cuda(0));
        float[] input = ValueRecipe.Values("input", Batch * RoundMixer.Info.InputSize), output = new float[Batch * RoundMixer.Info.OutputSize];
        var trainer = new Trainer<RoundMixer>(model, new AdamW(1e-2f), new SoftmaxCrossEntropy());
        trainer.Step(input, [1, 2, 3]);
        model.Forward(input, output);
        CudaStub.Counts step = CudaStub.Count(() => trainer.Step(input, [1, 2, 3])), inference = CudaStub.Count(() => model.Forward(input, output));
        Assert.Equal((0, 0, step.Launches, inference.Launches), (step.Graphs, inference.Graphs, step.LaunchCalls, inference.LaunchCalls));
        Assert.Equal((step, inference), (CudaStub.Count(() => trainer.Step(input, [1, 2, 3])), CudaStub.Count(() => model.Forward(input, output))));
        Assert.Equal(0, CudaStub.GraphsHeld());
    }
}
