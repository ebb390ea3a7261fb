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

    /// <summary>A worker's share of a kernel that is worth the meeting behind it, which takes one to two microseconds.</summary>
    private const long WorkOfMeeting = 150_000;

    /// <summary>A kept weight is loaded with its place and a whole vector of rows, however few there are.</summary>
    private const int OfKeptWeight = 20;

    /// <summary>A product of one row waits for its weights.</summary>
    private const int OfSingleRow = 3;

    /// <summary>A number of a norm, an activation or a depthwise convolution takes a fifth of a nanosecond.</summary>
    private const int OfNumber = 16;

    /// <summary>Samples that make a register tile and fill the vectors of sparse products: with fewer, each worker that had some of them would read all weights for them.</summary>
    private const int SamplesOfTile = 16;

    /// <summary>The work of a sample among many, whose weights are read for all of them: its products, and the numbers that other kernels write.</summary>
    public static long Work(Region inference) =>
        Work(inference, 1, static _ => true, static product => product.SparseWeight is null ? 1 : OfKeptWeight, OfNumber);

    /// <summary>The work of a sample that is alone. Only products count, which are most of what kernels share out.</summary>
    public static long LoneWork(Region inference) => Work(inference, 1, static _ => true, WorkOfMac);

    /// <summary>Workers of one sample at the most; 1 where it is too little work, or in too many kernels.</summary>
    public static int MostWorkers(Region inference)
    {
        long least = Math.Max(WorkOfWorker, Sizes.Times(Kernels(inference), WorkOfMeeting));
        return (int)Math.Min(Math.Max(LoneWork(inference) / least, 1), int.MaxValue);
    }

    /// <summary>
    /// Samples that workers share out by kernels, as they share out one: several where most of the work is in products of single rows, and so many are work enough.
    /// </summary>
    public static int SamplesTogether(Region inference)
    {
        long all = LoneWork(inference), ofRows = Work(inference, 1, static product => product.Extents.Rows == 1, WorkOfMac);
        return ofRows > all / 2 && all >= 2 * WorkOfWorker / SamplesOfTile ? SamplesOfTile : 1;
    }

    private static long Work(Region region, long times, Func<ProductOp, bool> counts, Func<ProductOp, int> ofMac, int ofNumber = 0) =>
        Sizes.Sum(region.Nodes.Select(node => node switch
    {
        Loop loop => Work(loop.Body, Sizes.Times(times, loop.Index.Count), counts, ofMac, ofNumber),
        ProductOp product when counts(product) => Sizes.Times(Sizes.Times(product.Macs, ofMac(product)), times),
        Op op and not (ProductOp or ViewOp) => Sizes.Times(Sizes.Times(op.Output.Size, ofNumber), times),
        _ => 0,
    }));

    private static long Kernels(Region region) => Sizes.Sum(region.Nodes.Select(static node => node switch
    {
        Loop loop => Sizes.Times(Kernels(loop.Body), loop.Index.Count),
        ViewOp => 0,
        _ => 1L,
    }));

    private static int WorkOfMac(ProductOp product) => product.SparseWeight is not null ? OfKeptWeight : product.Extents.Rows == 1 ? OfSingleRow : 1;
}
