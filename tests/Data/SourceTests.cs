using SparseGen.Tests.Models;
using SparseGen.Tests.Training;

namespace SparseGen.Tests.Data;

/// <summary>Samples that are fetched: the bits of training are those of data in memory, and what the source throws comes out where it is waited for.</summary>
public sealed class SourceTests
{
    private const int Count = 23;

    private static readonly float[] Inputs = ProbeData.Normal(Count * 35, seed: 5);
    private static readonly int[] Labels = [.. Enumerable.Range(0, Count).Select(static i => i % 2)];
    private static readonly float[] Targets = [.. Enumerable.Range(0, Count * 2).Select(static i => i % 4 is 0 or 3 ? 1f : 0f)];

    public static TheoryData<string, bool> DevicesAndTargets
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string device in TestDevices.All)
            {
                data.Add(device, true);
                data.Add(device, false);
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(DevicesAndTargets))]
    public void TrainingAndEvaluationHaveTheBitsOfDataInMemory(string device, bool hasLabels)
    {
        Dataset memory = hasLabels ? Dataset.FromFloats(Inputs, 35, Labels) : Dataset.FromFloats(Inputs, 35, Targets, 2);
        Dataset source = hasLabels
            ? Dataset.FromSource(Count, 35, Fill, Labels)
            : Dataset.FromSource(Count, 35, Fill, 2, static (index, target) => Targets.AsSpan(2 * index, 2).CopyTo(target));
        TrainingResult expected = Train(device, memory, memory);
        TrainingResult actual = Train(device, source, source.Subset([.. Enumerable.Range(0, Count)]));
        Assert.Equal(expected.Losses, actual.Losses);
        Assert.Equal(expected.Test, actual.Test);
    }

    [Fact]
    public void AFaultOfTheSourceComesOutWithTheSampleAndAllThatWasTrainedBefore()
    {
        int calls = 0;
        var fault = new InvalidDataException("torn");
        Dataset source = Dataset.FromSource(Count, 35, (index, destination) => { Fill(index, destination); if (++calls == 12) { throw fault; } }, Labels);
        using var model = new PrimeMixer(4, Device.CpuWithThreads(1));
        var trainer = new Trainer<PrimeMixer>(model, new Sgd(), new SoftmaxCrossEntropy());
        var exception = Assert.Throws<SampleSourceException>(() => trainer.Fit(source, null, new TrainingOptions { BatchSize = 4, Shuffle = false, Epochs = 1 }));
        Assert.Equal(11, exception.Sample);
        Assert.Same(fault, exception.InnerException);
        Assert.Contains("Sample 11 could not be fetched: torn", exception.Message, StringComparison.Ordinal);

        // Two whole batches were there before.
        Assert.Equal(2, trainer.StepCount);

        // The trainer is none the worse for it.
        calls = 100;
        trainer.Position.Reset();
        Assert.Equal(6, trainer.Fit(source, null, new TrainingOptions { BatchSize = 4, Shuffle = false, Epochs = 1 }).Losses.Count);
        calls = 11;
        Assert.Throws<SampleSourceException>(() => trainer.Evaluate(source));
    }

    [Fact]
    public void SamplesAreFetchedByOneThreadAheadOfTheStepAndItEndsWithTheRun()
    {
        var threads = new HashSet<Thread>();
        int fetched = 0, most = 0;
        Dataset source = Dataset.FromSource(
            Count,
            35,
            (index, destination) =>
            {
                Assert.NotSame(Thread.CurrentThread, Owner);
                threads.Add(Thread.CurrentThread);
                Fill(index, destination);
                Interlocked.Increment(ref fetched);
            },
            Labels);
        Owner = Thread.CurrentThread;
        using var model = new PrimeMixer(4, Device.CpuWithThreads(1));
        var trainer = new Trainer<PrimeMixer>(model, new Sgd(), new SoftmaxCrossEntropy());
        trainer.Hooks.Add(new Waiting(() =>
        {
            // The next batch comes while this one is trained on.
            int step = (int)trainer.StepCount;
            int expected = Math.Min(4 * (step + 2), Count);
            SpinWait.SpinUntil(() => Volatile.Read(ref fetched) >= expected, TimeSpan.FromSeconds(30));
            most = Math.Max(most, Volatile.Read(ref fetched) - (4 * (step + 1)));
        }));
        trainer.Fit(source, null, new TrainingOptions { BatchSize = 4, Epochs = 1 });
        Assert.Equal(4, most);
        Thread thread = Assert.Single(threads);
        Assert.False(thread.IsAlive);
        Assert.Equal(Count, fetched);
    }

    [Fact]
    public void ACancelledRunEndsTheThread()
    {
        Thread? fetching = null;
        using var cancellation = new CancellationTokenSource();
        Dataset source = Dataset.FromSource(Count, 35, (index, destination) => { fetching = Thread.CurrentThread; Fill(index, destination); }, Labels);
        using var model = new PrimeMixer(4, Device.CpuWithThreads(1));
        var trainer = new Trainer<PrimeMixer>(model, new Sgd(), new SoftmaxCrossEntropy());
        trainer.Hooks.Add(new Waiting(cancellation.Cancel));
        TrainingResult result = trainer.Fit(source, null, new TrainingOptions { BatchSize = 4 }, null, cancellation.Token);
        Assert.True(result.Cancelled);
        Assert.Single(result.Losses);
        Assert.False(fetching!.IsAlive);
    }

    [Fact]
    public void FetchingAllocatesNothingOnceItRuns()
    {
        Dataset source = Dataset.FromSource(Count, 35, Fill, Labels);
        using var prefetcher = new Prefetcher(new BatchBuffer(4, 35, 2));
        int[] order = [.. Enumerable.Range(0, 20)];
        int next = 0;
        Allocations.AssertNone(() =>
        {
            int start = next;
            next = (next + 4) % 20;
            prefetcher.Next(source, order.AsSpan(start, 4), order.AsSpan(next, 4));
        });
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, 1)]
    public void SizesBelowOneAreRefused(int count, int inputSize) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Dataset.FromSource(count, inputSize, Fill, new int[Math.Max(0, count)]));

    [Fact]
    public void MeansAndDeviationsOfChannels()
    {
        // Two channels of three bytes, in two samples.
        byte[] bytes = [0, 51, 102, 255, 255, 255, 153, 204, 255, 255, 255, 0];
        Dataset raw = Dataset.FromBytes(bytes, 6, new[] { 0, 1 });
        ChannelStatistics statistics = raw.GetChannelStatistics(2);
        Assert.Equal(0.5f, statistics.Mean[0], 1e-6f);
        Assert.Equal(5 / 6f, statistics.Mean[1], 1e-6f);
        Assert.Equal(MathF.Sqrt(0.7f / 6), statistics.Deviation[0], 1e-6f);
        Assert.Equal(MathF.Sqrt(5 / 36f), statistics.Deviation[1], 1e-6f);

        Dataset normal = Dataset.FromBytes(bytes, 6, new[] { 0, 1 }, statistics, ["a", "b"]);
        float[] sample = new float[6];
        normal.FillInputs([1], sample);
        Assert.Equal([(byte)153, (byte)204, (byte)255], sample[..3].Select(value => (byte)MathF.Round(((value * statistics.Deviation[0]) + statistics.Mean[0]) * 255)));
        Assert.Equal(((0 / 255f) - statistics.Mean[1]) / statistics.Deviation[1], sample[5]);
        ChannelStatistics again = normal.GetChannelStatistics(2);
        Assert.All(again.Mean, static mean => Assert.Equal(0, mean, 1e-6f));
        Assert.All(again.Deviation, static deviation => Assert.Equal(1, deviation, 1e-6f));

        Assert.Throws<ArgumentException>("channels", () => raw.GetChannelStatistics(4));
        Assert.Throws<ArgumentException>("statistics", () => Dataset.FromBytes(bytes, 6, new[] { 0, 1 }, new ChannelStatistics([0f], [])));
        Assert.Throws<ArgumentOutOfRangeException>(() => Dataset.FromBytes(bytes, 6, new[] { 0, 1 }, new ChannelStatistics([0f, 0f], [1f, 0f])));
    }

    [ThreadStatic]
    private static Thread? t_owner;

    private static Thread? Owner { get => t_owner; set => t_owner = value; }

    private static void Fill(int index, Span<float> destination) => Inputs.AsSpan(index * 35, 35).CopyTo(destination);

    private static TrainingResult Train(string device, Dataset train, Dataset test)
    {
        using var model = new PrimeMixer(4, TestDevices.Get(device), seed: 2);
        var trainer = new Trainer<PrimeMixer>(model, new AdamW(0.01f), new SoftmaxCrossEntropy());
        return trainer.Fit(train, test, new TrainingOptions { BatchSize = 4, Epochs = 2, Seed = 3, EvaluateEveryEpoch = true });
    }

    private sealed class Waiting(Action wait) : ITrainingHook
    {
        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            wait();
            return next(batch);
        }
    }
}
