using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SparseGen.Simd;

/// <summary>Asks for memory before it is read, where the processor can be asked.</summary>
internal static unsafe class Ahead
{
    /// <summary>Floats of a cache line.</summary>
    private const int Line = 16;

    /// <summary>
    /// Asks for a tile of what is read behind a product, if anything is: what an activation's derivative is taken at, or a gradient that is added to, has left the caches since
    /// and comes back while the product is computed. The processor's own foresight follows long streams; the rows of a tile are many short ones. An address that is nobody's
    /// does no harm.
    /// </summary>
    /// <param name="operand">The operand; it lies as the output does. It may be null.</param>
    /// <param name="at">Where the tile starts.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="stride">Floats from one of its rows to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(ref float operand, int at, int rows, int columns, nint stride)
    {
        if (!Sse.IsSupported || Unsafe.IsNullRef(ref operand))
        {
            return;
        }

        var row = (float*)Unsafe.AsPointer(ref operand) + at;
        for (; rows > 0; rows--, row += stride)
        {
            for (int column = 0; column < columns; column += Line)
            {
                Sse.Prefetch0(row + column);
            }
        }
    }

    /// <summary>Asks for a cache line.</summary>
    /// <param name="place">A number of the line, or an address that is nobody's.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(ref float place)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref place));
        }
    }
}
