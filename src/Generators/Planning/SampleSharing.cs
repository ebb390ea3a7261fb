using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Planning;

/// <summary>Among how many workers of the CPU inference shares out one sample.</summary>
internal static class SampleSharing
{
    /// <summary>Multiply-accumulates that are worth another worker: some 20 microseconds of one, several times what it takes to tell it.</summary>
    private const long MacsOfWorker = 2_000_000;

    /// <summary>Workers at the most; 1 where a sample is too little work. Only dense products count, since nothing else is shared out.</summary>
    public static int MostWorkers(Region inference) => (int)Math.Min(Math.Max(Macs(inference, 1) / MacsOfWorker, 1), int.MaxValue);

    private static long Macs(Region region, long times) => Sizes.Sum(region.Nodes.Select(node => node switch
    {
        Loop loop => Macs(loop.Body, Sizes.Times(times, loop.Index.Count)),
        ProductOp { SparseWeight: null } product => Sizes.Times(product.Macs, times),
        _ => 0,
    }));
}
