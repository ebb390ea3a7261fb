using System.Diagnostics;
using SparseGen.Execution;

namespace SparseGen.Tests.Threads;

/// <summary>Threads of devices: how many may be asked for, and that they end when nobody needs them.</summary>
public sealed class WorkerTeamLifeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(30);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    [InlineData(int.MaxValue)]
    public void NumbersOfThreadsThatMakeNoSenseAreRefused(int threads)
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => Device.CpuWithThreads(threads));
        Assert.Equal(nameof(threads), refused.ParamName);
        Assert.Contains($"{threads}; expected 1 to ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AThousandThreadsCanBeAskedFor() => Assert.Equal(1024, ((CpuDevice)Device.CpuWithThreads(1024)).Threads);

    [Fact]
    public void ThreadsThatNobodyNeedsEndAndComeBackWithWork()
    {
        using var team = new WorkerTeam(4, Patience);
        for (int time = 0; time < 3; time++)
        {
            var work = new CountingWork(4);
            team.Run(work);
            Assert.Equal([1, 1, 1, 1], work.Calls);
            AwaitNoThreads(team);
        }
    }

    /// <summary>Work comes at about the time at which threads leave; each share is done once, whoever does it.</summary>
    [Fact]
    public void WorkThatComesWhileThreadsLeaveIsDone()
    {
        using var team = new WorkerTeam(4, TimeSpan.FromMilliseconds(1));
        var random = new Random(3);
        for (int time = 1; time <= 300; time++)
        {
            var work = new CountingWork(4);
            team.Run(work);
            Assert.Equal([1, 1, 1, 1], work.Calls);
            Thread.Sleep(TimeSpan.FromMilliseconds(2 * random.NextDouble()));
        }
    }

    [Fact]
    public void DevicesThatAreNoLongerUsedKeepNoThreads()
    {
        WorkerTeam[] teams = [.. Enumerable.Range(2, 12).Select(count => new WorkerTeam(count, Patience))];
        foreach (WorkerTeam team in teams)
        {
            team.Run(new CountingWork(team.Count));
        }

        foreach (WorkerTeam team in teams)
        {
            AwaitNoThreads(team);
            team.Dispose();
        }
    }

    private static void AwaitNoThreads(WorkerTeam team)
    {
        var watch = Stopwatch.StartNew();
        while (team.LivingThreads > 0)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{team.LivingThreads} threads are still there.");
            Thread.Sleep(5);
        }
    }

    private sealed class CountingWork(int workers) : IWork
    {
        public int[] Calls { get; } = new int[workers];

        public void Execute(int worker) => Interlocked.Increment(ref Calls[worker]);
    }
}
