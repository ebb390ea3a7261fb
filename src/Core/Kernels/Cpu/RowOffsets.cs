using System.Runtime.CompilerServices;

namespace SparseGen.Kernels.Cpu;

/// <summary>Where four rows that lie one behind the other begin, counted from the first. Behind the last row it is read and written again.</summary>
internal readonly struct RowOffsets
{
    /// <summary>Where the second row begins; the others follow.</summary>
    public readonly int B;

    /// <summary>Where the third row begins.</summary>
    public readonly int C;

    /// <summary>Where the fourth row begins.</summary>
    public readonly int D;

    /// <summary>Of rows of <paramref name="length"/> numbers, of which there are <paramref name="count"/>, at least one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RowOffsets(int count, int length)
    {
        B = Math.Min(1, count - 1) * length;
        C = Math.Min(2, count - 1) * length;
        D = Math.Min(3, count - 1) * length;
    }
}
