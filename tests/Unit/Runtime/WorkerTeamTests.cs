using SparseGen.Execution;
using Xunit;

namespace SparseGen.Tests.Runtime;

public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void EveryWorkerRunsOnceARound(int workers)
    {
        using WorkerTeam team = new(workers);
        int[] counts = new int[workers];
        DelegateWork work = new(worker => counts[worker]++);
        for (int round = 1; round <= 2000; round++)
        {
            team.Run(work);
            Assert.All(counts, count => Assert.Equal(round, count));

            // Long enough now and then for the threads to fall asleep.
            if (round % 500 == 0)
            {
                Thread.Sleep(5);
            }
        }
    }

    /// <summary>Who takes part changes from round to round, and who does not sleeps through some.</summary>
    [Fact]
    public void SomeOfTheWorkersCanBeAsked()
    {
        const int Workers = 6;
        using WorkerTeam team = new(Workers);
        int[] counts = new int[Workers], expected = new int[Workers];
        DelegateWork work = new(worker => counts[worker]++);
        Random random = new(1);
        for (int round = 1; round <= 3000; round++)
        {
            int asked = random.Next(1, Workers + 1);
            Assert.Equal(asked > 1, team.TryRun(work, asked));
            for (int worker = 0; worker < asked && asked > 1; worker++)
            {
                expected[worker]++;
            }

            Assert.Equal(expected, counts);
            if (round % 500 == 0)
            {
                Thread.Sleep(5);
            }
        }
    }

    [Fact]
    public void SharesRunOnDifferentThreads()
    {
        using WorkerTeam team = new(3);
        int[] threads = new int[3];
        team.Run(new DelegateWork(worker => threads[worker] = Environment.CurrentManagedThreadId));
        Assert.Equal(Environment.CurrentManagedThreadId, threads[0]);
        Assert.Equal(3, threads.Distinct().Count());
    }

    [Fact]
    public void CallerDoesAllSharesWhileTheTeamIsBusy()
    {
        using WorkerTeam team = new(2);
        List<int> inner = [];
        int caller = 0;
        team.Run(new DelegateWork(worker =>
        {
            if (worker == 1)
            {
                caller = Environment.CurrentManagedThreadId;
                team.Run(new DelegateWork(share =>
                {
                    Assert.Equal(caller, Environment.CurrentManagedThreadId);
                    inner.Add(share);
                }));
            }
        }));
        Assert.Equal([0, 1], inner);
    }

    [Fact]
    public void SeveralCallersShareATeam()
    {
        using WorkerTeam team = new(2);
        Thread[] callers = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            int[] counts = new int[2];
            DelegateWork work = new(worker => counts[worker]++);
            for (int round = 0; round < 2000; round++)
            {
                team.Run(work);
            }

            Assert.Equal([2000, 2000], counts);
        }))];
        Array.ForEach(callers, static caller => caller.Start());
        Assert.All(callers, static caller => Assert.True(caller.Join(TimeSpan.FromSeconds(60))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void FailureReachesTheCallerAndTheTeamGoesOn(int failing)
    {
        using WorkerTeam team = new(3);
        int done = 0;
        InvalidTimeZoneException exception = Assert.Throws<InvalidTimeZoneException>(() => team.Run(new DelegateWork(worker =>
        {
            if (worker >= failing)
            {
                throw new InvalidTimeZoneException($"worker {worker}");
            }

            Interlocked.Increment(ref done);
        })));
        Assert.Equal($"worker {failing}", exception.Message);
        Assert.Equal(failing, done);

        int[] counts = new int[3];
        team.Run(new DelegateWork(worker => counts[worker]++));
        Assert.Equal([1, 1, 1], counts);
    }

    [Fact]
    public void WorksOnTheCallerAfterDisposal()
    {
        WorkerTeam team = new(2);
        team.Run(new DelegateWork(static _ => { }));
        team.Dispose();
        team.Dispose();
        List<int> shares = [];
        team.Run(new DelegateWork(shares.Add));
        Assert.Equal([0, 1], shares);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void NeedsAWorker(int workers)
    {
        Assert.Throws<ArgumentOutOfRangeException>("count", () => new WorkerTeam(workers));
        Assert.Throws<ArgumentOutOfRangeException>("threads", () => Device.CpuWithThreads(workers));
    }
}
