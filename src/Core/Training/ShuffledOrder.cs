namespace SparseGen;

/// <summary>
/// An order of the samples for each epoch, drawn from counter-based random numbers: it depends on the seed and the epoch alone, so a run
/// that starts at a later epoch sees what an uninterrupted one would have seen.
/// </summary>
internal sealed class ShuffledOrder(int count, bool shuffle, ulong seed)
{
    private readonly int[] _order = new int[count];

    /// <summary>The order of one epoch; valid until the next call.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    public ReadOnlySpan<int> ForEpoch(int epoch)
    {
        Permutations.Identity(_order);
        if (shuffle)
        {
            Permutations.Shuffle(_order, new CounterRandom(seed, $"order.{epoch}"));
        }

        return _order;
    }
}
