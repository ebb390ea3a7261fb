using SparseGen.Execution;

namespace SparseGen.Tests.Runtime;

/// <summary>How many workers there are for how much work.</summary>
public sealed class WorkersForTests
{
    private const long Least = 3_000_000;

    [Theory]
    [InlineData(2, 32, 68_000, 1)]
    [InlineData(2, 128, 68_000, 2)]
    [InlineData(64, 1_000, 68_000, 22)]
    [InlineData(64, 1_000, 7_000_000, 64)]
    [InlineData(64, 1_000, 0, 1)]
    [InlineData(1, 1_000, 7_000_000, 1)]
    public void AStepHasAWorkerForSoMuchWork(int threads, int batch, long sampleWork, int expected) =>
        Assert.Equal(expected, WorkersFor.Step(threads, batch, sampleWork));

    /// <summary>Scratch memory has room for it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9_000)]
    [InlineData(400_000)]
    [InlineData(Least - 1)]
    [InlineData(Least)]
    [InlineData(2 * Least)]
    [InlineData(400 * Least)]
    public void NoShareIsLargerThanTheLargest(long sampleWork)
    {
        foreach (int threads in new[] { 1, 2, 3, 8, 64 })
        {
            foreach (int maxBatch in new[] { 1, 2, 7, 64, 1_500 })
            {
                int largest = WorkersFor.LargestShare(threads, maxBatch, sampleWork);
                Assert.InRange(largest, Partition.DivideUp(maxBatch, threads), maxBatch);
                for (int batch = 1; batch <= maxBatch; batch++)
                {
                    Assert.InRange(Partition.DivideUp(batch, WorkersFor.Step(threads, batch, sampleWork)), 1, largest);
                }
            }
        }
    }

    /// <summary>Threads that sleep, or are not there yet, are waited for only where there is much to do.</summary>
    [Fact]
    public void ACallWakesNobodyForLittle()
    {
        using var team = new WorkerTeam(4);
        Assert.False(team.IsAwake(4));
        Assert.Equal(1, WorkersFor.Call(team, 4, work: 400_000, isShared: false));
        Assert.Equal(1, WorkersFor.Call(team, 4, work: 4_000_000, isShared: true));
        Assert.Equal(0, team.LivingThreads);
        Assert.Equal(4, WorkersFor.Call(team, 4, work: 40_000_000, isShared: false));
        Assert.Equal(1, WorkersFor.Call(team, 1, work: 40_000_000, isShared: false));
    }

    /// <summary>Calls that follow each other closely get the others' help.</summary>
    [Fact]
    public void CloseCallsWakeThem()
    {
        using var team = new WorkerTeam(2);
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                team.EndAlone();
                return WorkersFor.Call(team, 2, work: 4_000_000, isShared: false) == 2;
            },
            TimeSpan.FromSeconds(60)));
        Assert.Equal(1, team.LivingThreads);
        int done = 0;
        team.Run(new Counting(() => Interlocked.Increment(ref done)));
        Assert.Equal(2, done);
    }

    private sealed class Counting(Action count) : IWork
    {
        public void Execute(int worker) => count();
    }
}
