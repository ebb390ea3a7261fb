using SparseGen.Execution;
using SparseGen.Tests.Kernels;

namespace SparseGen.Tests.Runtime;

/// <summary>Workers share out kernels: each unit is taken once, and no kernel begins before the one in front of it is done.</summary>
public sealed class WorkShareTests
{
    private static readonly int[] Units = [1, 7, 1, 2, 100, 3, 8, 1];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void EveryUnitIsTakenOnceAndKernelsDoNotOverlap(int workers)
    {
        const int Rounds = 200;
        int[][] taken = [.. Enumerable.Range(0, Rounds * Units.Length).Select(static kernel => new int[Units[kernel % Units.Length]])];
        int[] done = new int[taken.Length];
        Sharing.Run(workers, (ref WorkShare share) =>
        {
            for (int kernel = 0; kernel < taken.Length; kernel++)
            {
                while (share.Take(taken[kernel].Length, out int first, out int last))
                {
                    Assert.True(kernel == 0 || Volatile.Read(ref done[kernel - 1]) == taken[kernel - 1].Length);
                    for (int unit = first; unit < last; unit++)
                    {
                        Interlocked.Increment(ref taken[kernel][unit]);
                    }

                    Interlocked.Add(ref done[kernel], last - first);
                }

                Assert.Equal(taken[kernel].Length, Volatile.Read(ref done[kernel]));
            }
        });
        Assert.All(taken, static kernel => Assert.All(kernel, static count => Assert.Equal(1, count)));
    }

    [Fact]
    public void WhoIsAloneTakesAllAtOnceAndNeedsNoQueue()
    {
        var share = default(WorkShare);
        for (int kernel = 0; kernel < 3; kernel++)
        {
            Assert.True(share.Take(9, out int first, out int last));
            Assert.Equal((0, 9), (first, last));
            Assert.False(share.Take(9, out _, out _));
            Assert.True(share.Take());
            Assert.False(share.Take());
        }
    }

    [Fact]
    public void WhoComesLateFindsNothingAndWaitsForNobody()
    {
        var queue = new WorkQueue();
        WorkShare early = new(queue, 2), late = new(queue, 2);
        for (int kernel = 0; kernel < 4; kernel++)
        {
            int sum = 0;
            while (early.Take(5, out int first, out int last))
            {
                sum += last - first;
            }

            Assert.Equal(5, sum);
        }

        for (int kernel = 0; kernel < 4; kernel++)
        {
            Assert.False(late.Take(5, out _, out _));
        }

        Assert.True(late.Take(5, out _, out _));
    }

    /// <summary>One has failed with a piece in its hands: the others come to the end of the pass all the same, and the next pass is as any other.</summary>
    [Fact]
    public void NobodyWaitsForAWorkerThatFailed()
    {
        var queue = new WorkQueue();
        WorkShare failed = new(queue, 2), other = new(queue, 2);
        Assert.True(failed.Take(4, out _, out _));
        Assert.True(other.Take(4, out _, out _));
        queue.Abandon();
        for (int kernel = 0; kernel < 3; kernel++)
        {
            Assert.False(other.Take(4, out _, out _));
        }

        queue.Reset();
        other = new(queue, 2);
        Assert.True(other.Take(1, out _, out _));
        Assert.False(other.Take(1, out _, out _));
    }
}
