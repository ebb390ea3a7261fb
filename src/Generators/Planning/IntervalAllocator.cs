namespace SparseGen.Generators.Planning;

/// <summary>Places buffers in an arena so that those alive at the same time do not overlap: first fit, the largest lifetimes' order kept.</summary>
internal sealed class IntervalAllocator
{
    /// <summary>Buffers start at multiples of a cache line.</summary>
    public const int Alignment = 16;

    private readonly List<(int Start, int End, long Offset, long Length)> _placed = [];

    /// <summary>Floats in use at the most; whether they fit is for <see cref="PlanLimits"/> to say.</summary>
    public long Length { get; private set; }

    /// <summary>Offset for a buffer that is alive from node <paramref name="start"/> to node <paramref name="end"/>, both included.</summary>
    public long Place(int start, int end, long length)
    {
        long rounded = Round(length);
        long offset = 0;
        foreach ((_, _, long taken, long size) in _placed.Where(p => p.Start <= end && start <= p.End).OrderBy(static p => p.Offset))
        {
            if (offset + rounded <= taken)
            {
                break;
            }

            offset = Math.Max(offset, taken + size);
        }

        _placed.Add((start, end, offset, rounded));
        Length = Math.Max(Length, offset + rounded);
        return offset;
    }

    public static long Round(long length) => (length + Alignment - 1) / Alignment * Alignment;
}
