using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using SparseGen.Gpu.Graphs;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Gpu;

/// <summary>Which passes become graphs of CUDA, and when they are given back. Part of <see cref="DriverCallTests"/>.</summary>
public sealed class GraphsInChildTests
{
    /// <summary>How many tests there are.</summary>
    public const int Count = 7;

    /// <summary>Passes that a model keeps at most.</summary>
    private const int Most = 8;

    private const int Batch = 10;

    private static readonly float[] Input = ValueRecipe.Values("input", Batch * RoundMixer.Info.InputSize);
    private static readonly float[] Output = new float[Batch * RoundMixer.Info.OutputSize];

    /// <summary>The first call compiles, the second one records, and other batches in between do not matter.</summary>
    [SkippableFact]
    public void APassIsRecordedTheSecondTime()
    {
        CudaStub.Demand();
        using RoundMixer model = new(Batch, Device.Cuda(0));
        foreach (int samples in (int[])[1, 2])
        {
            Assert.Equal(0, Infer(model, samples).Graphs);
        }

        foreach (int samples in (int[])[1, 2, 2, 1])
        {
            CudaStub.Counts counts = Infer(model, samples);
            Assert.Equal((1, counts.Launches), (counts.Graphs, counts.LaunchedByGraphs));
        }

        Assert.Equal(2, CudaStub.GraphsHeld());
    }

    /// <summary>Batches of all sizes do not fill the device with graphs, those that came last are kept, and with the model all are gone.</summary>
    [SkippableFact]
    public void AModelKeepsAFewGraphsAndGivesThemBack()
    {
        CudaStub.Demand();
        using (RoundMixer model = new(Batch, Device.Cuda(0)))
        {
            for (int samples = 1; samples <= Batch; samples++)
            {
                Infer(model, samples);
                Infer(model, samples);
                Assert.Equal(Math.Min(samples, Most), CudaStub.GraphsHeld());
            }

            Assert.Equal((1, 0), (Infer(model, Batch - Most + 1).Graphs, Infer(model, Batch - Most).Graphs));
        }

        Assert.Equal(0, CudaStub.GraphsHeld());
    }

    /// <summary>Tensors that are frozen end the way back earlier, and the gradient of the input takes it further: other kernels.</summary>
    [SkippableFact]
    public void AnotherWayBackIsAnotherGraph()
    {
        CudaStub.Demand();
        using RoundMixer model = new(Batch, Device.Cuda(0));
        float[] gradient = new float[Output.Length];
        CudaStub.Counts Back()
        {
            model.ForwardTraining(Input);
            return CudaStub.Count(() => model.Backward(gradient));
        }

        Back();
        CudaStub.Counts recorded = Back();

        // From the first time on that it is asked for, each way back computes it.
        CudaStub.Counts ofInput = CudaStub.Count(() => _ = model.InputGradient.Length);
        Assert.Equal((1, 0, 1), (recorded.Graphs, ofInput.Graphs, Back().Graphs));
        Assert.True(Back().Launches > recorded.Launches, $"{Back().Launches} kernels with the gradient of the input, {recorded.Launches} without");
    }

    /// <summary>The keys of random bits lie in a buffer, others in each step: they are copied before it. Inference has no noise.</summary>
    [SkippableFact]
    public void PassesWithNoiseAreRecordedToo()
    {
        CudaStub.Demand();
        using NoisyMixer model = new(2, Device.Cuda(0));
        float[] input = new float[2 * NoisyMixer.Info.InputSize], output = new float[2 * NoisyMixer.Info.OutputSize];
        var trainer = new Trainer<NoisyMixer>(model, new Sgd(0.1f), new SoftmaxCrossEntropy());
        for (int step = 0; step < 3; step++)
        {
            CudaStub.Counts counts = CudaStub.Count(() => trainer.Step(input, [0, 1]));
            Assert.Equal(step > 0 ? StepBudget.GraphsOfStep : 0, counts.Graphs);
            if (step > 0)
            {
                Assert.Equal(StepBudget.UploadsOfStep + 1, counts.Uploads);
            }

            Assert.Equal(step > 0 ? 1 : 0, CudaStub.Count(() => model.Forward(input, output)).Graphs);
        }
    }

    /// <summary>A launch that fails while a pass is recorded does not leave the stream recording: the step fails or is done, and the next one is done.</summary>
    [SkippableFact]
    public void AGraphThatFailsIsExplained()
    {
        CudaStub.Demand();
        using RoundMixer model = new(Batch, Device.Cuda(0));
        Infer(model, Batch);
        CudaStub.Fail(1);
        Assert.Throws<DeviceFailedException>(() => model.Forward(Input, Output));
        CudaStub.Fail(0);
        Assert.Equal((1, 1), (Infer(model, Batch).Graphs, CudaStub.GraphsHeld()));
    }

    /// <summary>A driver without room for a graph launches kernel by kernel, at once and from then on.</summary>
    [SkippableFact]
    public void APassWhoseGraphIsRefusedIsLaunchedKernelByKernel()
    {
        CudaStub.Demand();
        using RoundMixer model = new(Batch, Device.Cuda(0));
        CudaStub.Counts first = Infer(model, Batch);
        CudaStub.FailGraphs(1);
        CudaStub.Counts refused = Infer(model, Batch);
        CudaStub.FailGraphs(0);
        Assert.Equal((first.Launches, 0, first.Launches), (refused.Launches, refused.Graphs, refused.LaunchCalls));
        Assert.Equal((refused, 0), (Infer(model, Batch), CudaStub.GraphsHeld()));
    }

    /// <summary>Lists of partial sums come and go, and a graph has the place of one in it.</summary>
    [SkippableFact]
    public void AGraphDoesNotOutliveAListThatItReads()
    {
        CudaStub.Demand();
        const int Lists = 8, Room = 1 << 10;
        var device = (GpuDevice)Device.Cuda(0);
        using var passes = new RecordedPasses(device);
        using var partials = new PartialSums(device, Room, passes);
        using var tables = new GpuTables(device);
        using var noise = new NoiseKeys(device);
        using MemoryBuffer1D<float, Stride1D.Dense> gradients = device.Allocate(Room);
        void Run(Pass pass, int length)
        {
            var frame = new GpuFrame(device, partials, tables, noise) { Gradients = gradients.View, Count = length };
            passes.Run(pass, frame);
        }

        void Add(GpuFrame frame, bool inputGradient)
        {
            frame.AddPartials(frame.ReservePartials(frame.Count), frame.GradientAt(0), frame.Count, splits: 1, pitch: frame.Count);
            frame.AddAllPartials();
        }

        Pass first = Add, others = (frame, _) => Add(frame, false);
        Run(first, 1);
        Run(first, 1);
        for (int length = 2; length <= Lists; length++)
        {
            Run(others, length);
        }

        Assert.Equal(1, CudaStub.GraphsHeld());
        Run(others, Lists + 1);
        Assert.Equal(0, CudaStub.GraphsHeld());
        Assert.Equal([0, 1, 1], Enumerable.Range(0, 3).Select(_ => CudaStub.Count(() => Run(first, 1)).Graphs));
    }

    private static CudaStub.Counts Infer(RoundMixer model, int samples) => CudaStub.Count(
        () => model.Forward(Input.AsSpan(0, samples * RoundMixer.Info.InputSize), Output.AsSpan(0, samples * RoundMixer.Info.OutputSize)));
}
