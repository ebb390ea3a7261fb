using SparseGen.Models;

namespace SparseGen.Tests.Gpu;

/// <summary>What a training step and an inference ask of CUDA's driver: counted by a stub of it, which is found by name when a process starts, so in a child process.</summary>
public sealed class DriverCallTests
{
    [SkippableFact]
    public void StepsAskTheDriverForNoMoreThanTheyNeed()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("sparsegen-stub-");
        try
        {
            CudaStub.Build(folder.FullName);
            var result = ChildTestRun.Run(
                $"FullyQualifiedName~{nameof(DriverCallInChildTests)}", new Dictionary<string, string> { [CudaStub.Variable] = "1", ["LD_LIBRARY_PATH"] = folder.FullName });
            Assert.True(result is { ExitCode: 0, Failed: 0, Passed: DriverCallInChildTests.Count }, result.Output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>Part of <see cref="DriverCallTests"/>.</summary>
public sealed class DriverCallInChildTests
{
    /// <summary>How many tests there are.</summary>
    public const int Count = 2;

    private const int Classes = 10;

    [SkippableFact]
    public void FashionMixer() => Check<FashionMixer>(static device => new(8, device), batch: 8, launchesOfStep: 80, launchesOfInference: 29);

    [SkippableFact]
    public void MixerOfSixteenPixels() => Check<MixerS16>(static device => new(2, device), batch: 2, launchesOfStep: 144, launchesOfInference: 53);

    private static void Check<TModel>(Func<Device, TModel> create, int batch, int launchesOfStep, int launchesOfInference)
        where TModel : class, IModel<TModel>
    {
        Skip.If(Environment.GetEnvironmentVariable(CudaStub.Variable) is null, "Runs in a process that has a stub of CUDA's driver.");
        using TModel model = create(Device.Cuda(0));
        var trainer = new Trainer<TModel>(model, new AdamW(1e-3f, weightDecay: 0.05f), new SoftmaxCrossEntropy());
        float[] images = new float[batch * TModel.Info.InputSize], output = new float[batch * TModel.Info.OutputSize];
        int[] labels = [.. Enumerable.Range(0, batch).Select(static i => i % Classes)];

        // The first ones compile kernels and copy lists of indices.
        trainer.Step(images, labels);
        model.Forward(images, output);
        CudaStub.Counts step = CudaStub.Count(() => trainer.Step(images, labels)), inference = CudaStub.Count(() => model.Forward(images, output));
        long input = sizeof(float) * images.Length, logits = sizeof(float) * output.Length;

        // Images and labels go up before anything is launched. Down come, when all is done, two numbers a sample for the loss, and how large the gradient is, a number a thread of
        // one group, for the guard against what is not finite. The driver is waited for once a copy.
        const int Norm = sizeof(float) * SparseGen.Gpu.GpuDevice.GroupSize;
        long labelled = input + (sizeof(int) * batch), loss = 2 * sizeof(float) * batch;
        Assert.Equal(
            new CudaStub.Counts(launchesOfStep, Uploads: 2, labelled, Downloads: 2, loss + Norm, Moves: 0, Clears: 1, Waits: 4, Modules: 0, Allocations: 0), step);
        Assert.Equal(
            new CudaStub.Counts(launchesOfInference, Uploads: 1, input, Downloads: 1, logits, Moves: 0, Clears: 0, Waits: 2, Modules: 0, Allocations: 0), inference);
    }
}
