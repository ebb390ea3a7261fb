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
        for (int i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }

        if (shuffle)
        {
            // Fisher and Yates, from the end.
            var random = new CounterRandom(seed, $"order.{epoch}");
            for (int i = _order.Length - 1; i > 0; i--)
            {
                int j = random.NextInt32(i + 1);
                (_order[i], _order[j]) = (_order[j], _order[i]);
            }
        }

        return _order;
    }
}
