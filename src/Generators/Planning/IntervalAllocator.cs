namespace SparseGen.Generators.Planning;

/// <summary>Places buffers in an arena so that those alive at the same time do not overlap: first fit, the largest lifetimes' order kept.</summary>
internal sealed class IntervalAllocator
{
    /// <summary>Buffers start at multiples of a cache line.</summary>
    public const int Alignment = 16;

    private readonly List<(int Start, int End, int Offset, int Length)> _placed = [];

    /// <summary>Floats in use at the most.</summary>
    public int Length { get; private set; }

    /// <summary>Offset for a buffer that is alive from node <paramref name="start"/> to node <paramref name="end"/>, both included.</summary>
    public int Place(int start, int end, int length)
    {
        int rounded = Round(length);
        int offset = 0;
        foreach ((_, _, int taken, int size) in _placed.Where(p => p.Start <= end && start <= p.End).OrderBy(static p => p.Offset))
        {
            if (offset + rounded <= taken)
            {
                break;
            }

            offset = Math.Max(offset, taken + size);
        }

        _placed.Add((start, end, offset, rounded));
        Length = Math.Max(Length, checked(offset + rounded));
        return offset;
    }

    public static int Round(int length) => checked((length + Alignment - 1) / Alignment * Alignment);
}
