using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Planning;

/// <summary>Lets the ops before permutations by lists, or those behind them, carry them out on GPUs: a pass over memory less, and a launch.</summary>
internal static class PermutedPlaces
{
    /// <summary>The region without the permutations that others carry out.</summary>
    /// <param name="region">The region, fused; it is not changed.</param>
    /// <param name="reads">How often a value is read, carried or kept in the pass.</param>
    public static Region Fold(Region region, Func<Value, int> reads) => region.Rewritten(nodes =>
    {
        var ops = new List<Node>(nodes);
        foreach (PermuteOp move in nodes.OfType<PermuteOp>().Where(static move => move.Table is not null))
        {
            int producer = ops.FindIndex(op => op is IStoresPermuted && ((Op)op).Outputs.Contains(move.Input));
            int reader = ops.FindIndex(op => op is IReadsPermuted && ((Op)op).Inputs.Contains(move.Output));
            if (producer >= 0 && reads(move.Input) == 1 && ((IStoresPermuted)ops[producer]).Storing(move, value => IsThere(ops, producer, value)) is { } storing)
            {
                ops[producer] = storing;
                ops.Remove(move);
            }
            else if (reader >= 0 && move.Residual is null && reads(move.Output) == 1 && ((IReadsPermuted)ops[reader]).Reading(move) is { } reading)
            {
                ops[reader] = reading;
                ops.Remove(move);
            }
        }

        return ops;
    });

    /// <summary>Whether no op from a place on computes a value.</summary>
    private static bool IsThere(List<Node> ops, int place, Value value) => !ops.Skip(place).SelectMany(static node => node.Produced()).Contains(value);
}
