using SparseGen.Experiments;

namespace SparseGen.Tests.Experiments;

/// <summary>An experiment does what is missing, in the order of its plan, and ends cleanly when it is told to.</summary>
public sealed class ExperimentRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<int> _done = [], _recalled = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AStoppedExperimentGoesOnWhereItWas()
    {
        using var cancellation = new CancellationTokenSource();
        ExperimentResult<SampleRun> first = Run(seeds: 4, cancellation, stopAt: 2);
        Assert.True(first.IsInterrupted);
        Assert.Equal([0, 1], first.Runs.Select(run => run.Seed));

        using var never = new CancellationTokenSource();
        ExperimentResult<SampleRun> second = Run(seeds: 4, never, stopAt: null);
        Assert.False(second.IsInterrupted);
        Assert.Equal([0, 1, 2, 3], second.Runs.Select(run => run.Seed));
        Assert.Equal([0, 1, 2, 2, 3], _done);
    }

    [Fact]
    public void FewerRunsThanAreKeptShowOnlyThose()
    {
        using var never = new CancellationTokenSource();
        Run(seeds: 3, never, stopAt: null);
        ExperimentResult<SampleRun> fewer = Run(seeds: 2, never, stopAt: null);
        Assert.False(fewer.IsInterrupted);
        Assert.Equal([0, 1], fewer.Runs.Select(run => run.Seed));
        Assert.Equal([0, 1, 2], _done);
    }

    /// <summary>Runs that build on others are told of those that an earlier start has done, in the order of the plan.</summary>
    [Fact]
    public void WhatIsDoneIsRecalled()
    {
        using var cancellation = new CancellationTokenSource();
        Run(seeds: 4, cancellation, stopAt: 2);
        Assert.Empty(_recalled);
        using var never = new CancellationTokenSource();
        Run(seeds: 4, never, stopAt: null);
        Assert.Equal([0, 1], _recalled);
    }

    private ExperimentResult<SampleRun> Run(int seeds, CancellationTokenSource cancellation, int? stopAt)
    {
        using RunStore<SampleRun> store = RunStore<SampleRun>.Open(
            _folder.File("sample.csv"), "sample", new ExperimentSettings().Add("epochs", 1), SampleRun.Schema);
        var plan = Enumerable.Range(0, seeds).Select(seed => new PlannedRun<SampleRun>($"a {seed}", $"seed {seed}", context =>
        {
            _done.Add(seed);
            if (seed == stopAt)
            {
                cancellation.Cancel();
            }

            context.ThrowIfStopped();
            return new SampleRun("a", seed, seed);
        }, run => _recalled.Add(run.Seed))).ToArray();
        return ExperimentRunner.Run(plan, store, new NoDisplay(), cancellation.Token);
    }

    private sealed class NoDisplay : IExperimentDisplay
    {
        public void Begin(int index, int count, string description, bool isDone)
        {
        }

        public void Report(TrainingProgress value)
        {
        }

        public void End()
        {
        }
    }
}
