using System.Globalization;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Gpu;

/// <summary>What comes out of a program when the driver of CUDA refuses something or fails, and what is as before. Part of <see cref="DriverCallTests"/>.</summary>
public sealed class DriverFailureInChildTests : IDisposable
{
    /// <summary>How many tests there are.</summary>
    public const int Count = 7;

    private const int Batch = 3;
    private const long Plenty = 1L << 40;

    private static readonly float[] Input = ValueRecipe.Values("input", Batch * RoundMixer.Info.InputSize);
    private static readonly int[] Labels = [1, 2, 3];

    private readonly TemporaryFolder _folder = new();

    /// <summary>What other tests have left must not go in the middle of one.</summary>
    public DriverFailureInChildTests()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private static string DeviceName => $"CUDA 0: {CudaStub.Name}";

    public void Dispose() => _folder.Dispose();

    /// <summary>Wherever in its constructor a model finds no room, it leaves nothing.</summary>
    [SkippableFact]
    public void AModelThatFindsNoRoomLeavesNothing()
    {
        CudaStub.Demand();
        Device device = Device.Cuda(0);
        long before = CudaStub.Held;
        new RoundMixer(Batch, device).Dispose();
        CudaStub.Counts made = default;
        using (RoundMixer? model = Make(device, ref made))
        {
            Assert.InRange(made.Allocations, 5, 20);
        }

        for (long room = 0; room < made.Held; room += made.Held / 23)
        {
            using (new Limited(before + room))
            {
                Assert.Throws<DeviceOutOfMemoryException>(() => new RoundMixer(Batch, device));
            }

            Assert.Equal(before, CudaStub.Held);
        }
    }

    /// <summary>The optimiser's moments are made in the first step. Without room for them the step is not done, and can be done later.</summary>
    [SkippableFact]
    public void AStepWithoutRoomForMomentsIsNotDone()
    {
        CudaStub.Demand();
        (RoundMixer other, Trainer<RoundMixer> otherTrainer) = Make();
        long needed = CudaStub.Count(() => otherTrainer.Step(Input, Labels)).Held;
        (RoundMixer model, Trainer<RoundMixer> trainer) = Make();
        using (model)
        {
            long before = CudaStub.Held;
            byte[] state = State(trainer);

            // The second moment comes last.
            using (new Limited(before + needed - 1))
            {
                DeviceOutOfMemoryException exception = Assert.Throws<DeviceOutOfMemoryException>(() => trainer.Step(Input, Labels));
                Assert.Matches($"^{DeviceName} has no room for [0-9,]+ bytes more, of [0-9,]+ in all. .*maxBatch.*Sgd", exception.Message);
            }

            Assert.Equal(state, State(trainer));
            Assert.Equal(before + needed - (2L * sizeof(float) * model.Parameters.Layout.Length), CudaStub.Held);
            trainer.Step(Input, Labels);
            Assert.Equal(before + needed, CudaStub.Held);

            // Its moments would go at any time.
            GC.KeepAlive(otherTrainer);
            other.Dispose();
            Assert.Equal((1, 1), (trainer.StepCount, ((AdamW)trainer.Optimizer).StepCount));
        }
    }

    /// <summary>Moments belong to the optimiser, and nobody disposes of those: the room of what is gone is there for others.</summary>
    [SkippableFact]
    public void RoomOfWhatNobodyHasAnyMoreIsGivenToOthers()
    {
        CudaStub.Demand();
        long before = CudaStub.Held, whole = 0;
        Train();
        long moments = CudaStub.Held - before, first = whole;
        Assert.InRange(moments, 2L * sizeof(float) * RoundMixer.Info.ParameterCount, whole);

        // Room for those of one run more.
        using (new Limited(before + first + moments))
        {
            for (int run = 0; run < 20; run++)
            {
                Train();
            }
        }

        void Train()
        {
            (RoundMixer model, Trainer<RoundMixer> trainer) = Make();
            using (model)
            {
                trainer.Step(Input, Labels);
                whole = CudaStub.Held - before;
            }
        }

    }

    /// <summary>Each of a step's calls fails once: nothing that is saved of a run is another, and the step can be taken again where the device can.</summary>
    [SkippableFact]
    public void AStepThatFailsAnywhereIsNotDone()
    {
        CudaStub.Demand();
        (RoundMixer model, Trainer<RoundMixer> trainer) = Make();
        using (model)
        {
            trainer.Step(Input, Labels);
            CudaStub.Counts step = CudaStub.Count(() => trainer.Step(Input, Labels));
            long calls = step.LaunchCalls + step.Uploads + step.Downloads + step.Clears + step.Waits;
            byte[] state = State(trainer);
            for (long call = 1; call <= calls; call++)
            {
                CudaStub.Fail(call);
                DeviceFailedException exception = Assert.Throws<DeviceFailedException>(() => trainer.Step(Input, Labels));
                CudaStub.Fail(0);
                Assert.StartsWith($"{DeviceName} failed: unspecified launch failure.", exception.Message, StringComparison.Ordinal);
                Assert.Contains("Trainer.LoadState", exception.Message, StringComparison.Ordinal);
                Assert.True(state.AsSpan().SequenceEqual(State(trainer)), $"call {call} of {calls}");
            }

            Assert.Equal(step, CudaStub.Count(() => trainer.Step(Input, Labels)));
            Assert.Equal((3, 3), (trainer.StepCount, ((AdamW)trainer.Optimizer).StepCount));
        }
    }

    [SkippableFact]
    public void AnInferenceThatFailsIsExplainedAndTheNextOneIsNot()
    {
        CudaStub.Demand();
        (RoundMixer model, _) = Make();
        using (model)
        {
            float[] output = new float[Batch * RoundMixer.Info.OutputSize];
            model.Forward(Input, output);
            CudaStub.Fail(3);
            Assert.Throws<DeviceFailedException>(() => model.Forward(Input, output));
            CudaStub.Fail(2, CudaStub.OutOfMemory);
            Assert.Throws<DeviceOutOfMemoryException>(() => model.ForwardTraining(Input));
            CudaStub.Fail(0);
            model.Forward(Input, output);
        }
    }

    /// <summary>A hook's vectors and the tangents of a Hessian-vector product are made when they are first asked for.</summary>
    [SkippableFact]
    public void VectorsWithoutRoomSayHowMuchTheyTake()
    {
        CudaStub.Demand();
        (RoundMixer model, _) = Make();
        using (model)
        {
            using var limit = new Limited(CudaStub.Held);
            string bytes = (sizeof(float) * (long)model.Parameters.Layout.Length).ToString("N0", CultureInfo.InvariantCulture);
            Assert.Contains($"no room for {bytes} bytes", Assert.Throws<DeviceOutOfMemoryException>(model.Parameters.CreateLike).Message, StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public void AKernelThatADriverDoesNotTakeIsNamed()
    {
        CudaStub.Demand();
        CudaStub.FailLoads(1);
        try
        {
            // Kernels of no other test.
            DeviceUnavailableException exception = Assert.Throws<DeviceUnavailableException>(() => new UnitMixer(1, Device.Cuda(0)));
            Assert.Matches($"The driver of {CudaStub.Name} does not take the kernel \\w+: a PTX JIT compilation failed", exception.Message);
        }
        finally
        {
            CudaStub.FailLoads(0);
        }

        new UnitMixer(1, Device.Cuda(0)).Dispose();
    }

    private static (RoundMixer Model, Trainer<RoundMixer> Trainer) Make()
    {
        var model = new RoundMixer(Batch, Device.Cuda(0));
        return (model, new Trainer<RoundMixer>(model, new AdamW(1e-2f), new SoftmaxCrossEntropy()));
    }

    private static RoundMixer Make(Device device, ref CudaStub.Counts made)
    {
        RoundMixer? model = null;
        made = CudaStub.Count(() => model = new RoundMixer(Batch, device));
        return model!;
    }

    private byte[] State(Trainer<RoundMixer> trainer)
    {
        string path = _folder.File("state");
        trainer.SaveState(path);
        return File.ReadAllBytes(path);
    }

    private sealed class Limited : IDisposable
    {
        public Limited(long bytes) => CudaStub.Limit(bytes);

        public void Dispose() => CudaStub.Limit(Plenty);
    }
}
