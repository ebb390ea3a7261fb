using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Planning;

/// <summary>
/// How inference shares a few samples out to the workers of the CPU. Work is counted in multiply-accumulates of a dense product with many rows, of which a core does 50 to 100 in a
/// nanosecond.
/// </summary>
internal static class SampleSharing
{
    /// <summary>What is worth another worker: some 10 microseconds of one, several times what it takes to tell it.</summary>
    private const long WorkOfWorker = 750_000;

    /// <summary>A kept weight is loaded with its place and a whole vector of rows, however few there are.</summary>
    private const int OfKeptWeight = 20;

    /// <summary>A product of one row waits for its weights.</summary>
    private const int OfSingleRow = 3;

    /// <summary>Samples that make a register tile and fill the vectors of sparse products: with fewer, each worker that had some of them would read all weights for them.</summary>
    private const int SamplesOfTile = 16;

    /// <summary>Workers of one sample at the most; 1 where it is too little work. Only products count, which are most of it.</summary>
    public static int MostWorkers(Region inference) => (int)Math.Min(Math.Max(Work(inference, 1, static _ => true) / WorkOfWorker, 1), int.MaxValue);

    /// <summary>
    /// Samples that workers share out by kernels, as they share out one: several where most of the work is in products of single rows, and so many are work enough.
    /// </summary>
    public static int SamplesTogether(Region inference)
    {
        long all = Work(inference, 1, static _ => true), ofRows = Work(inference, 1, static product => product.Extents.Rows == 1);
        return ofRows > all / 2 && all >= 2 * WorkOfWorker / SamplesOfTile ? SamplesOfTile : 1;
    }

    private static long Work(Region region, long times, Func<ProductOp, bool> counts) => Sizes.Sum(region.Nodes.Select(node => node switch
    {
        Loop loop => Work(loop.Body, Sizes.Times(times, loop.Index.Count), counts),
        ProductOp product when counts(product) => Sizes.Times(Sizes.Times(product.Macs, WorkOfMac(product)), times),
        _ => 0,
    }));

    private static int WorkOfMac(ProductOp product) => product.SparseWeight is not null ? OfKeptWeight : product.Extents.Rows == 1 ? OfSingleRow : 1;
}
