using SparseGen.Execution;
using Xunit;

namespace SparseGen.Tests.Runtime;

/// <summary>Tests that no other test may run beside, since they look at what the whole process does.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;

[Collection(nameof(AloneCollection))]
public sealed class AllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void StepsAllocateNothingAfterTheFirst(int threads)
    {
        using ModelEngine engine = SquareEngine.Create(maxBatch: 32, threads);
        ParameterVector large = new CpuParameterVector(TestLayouts.Long(), CpuDevice.WithThreads(threads));
        ParameterVector other = large.CreateLike();
        float[] input = SquareEngine.Random(32, 1), outputGradient = SquareEngine.Random(32, 2), output = new float[input.Length];

        Allocations.AssertNone(() =>
        {
            engine.Gradients.Clear();
            engine.ForwardTraining(input);
            engine.Backward(outputGradient);
            _ = engine.Output[0];
            _ = engine.InputGradient[0];
            engine.Forward(input, output);
            engine.Parameters.Axpy(-1e-3f, engine.Gradients);
            large.Axpy(0.5f, other);
            large.Scale(0.5f);
            large.CopyFrom(other);
            large.Dot(other);
        });
    }

    [Fact]
    public void ThreadsThatSleepAndWakeAllocateNothing()
    {
        using WorkerTeam team = new(2);
        IdleWork work = new();
        Allocations.AssertNone(() =>
        {
            Thread.Sleep(2);
            team.Run(work);
        });
    }

    private sealed class IdleWork : IWork
    {
        public void Execute(int worker)
        {
        }
    }
}
