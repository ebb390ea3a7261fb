using SparseGen.Experiments;

namespace SparseGen.Tests.Experiments;

/// <summary>A result for tests of the store.</summary>
internal sealed record SampleRun(string Name, int Seed, double Value)
{
    public static RunSchema<SampleRun> Schema { get; } = new(
        ["name", "seed", "value"],
        run => $"{run.Name} {run.Seed}",
        run => [run.Name, Cell.Of(run.Seed), Cell.Of(run.Value)],
        cells => new SampleRun(cells.Text(), cells.Int(), cells.Double()));
}
