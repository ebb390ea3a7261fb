using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SparseGen.Execution;

/// <summary>
/// Floats that start on a cache line and never move, with <see cref="CpuFrame.Slack"/> readable floats after the end.
/// It is a managed array, so spans of it stay valid whatever becomes of its owner.
/// </summary>
internal sealed unsafe class FloatArena
{
    /// <summary>Bytes of a cache line and of the widest vector.</summary>
    internal const int Alignment = 64;

    /// <summary>The longest arena, in floats.</summary>
    internal const long MaxLength = 0x7FFFFFC7 - CpuFrame.Slack - (Alignment / sizeof(float));

    private readonly float[] _array;
    private readonly int _start;

    /// <summary>Allocates an arena.</summary>
    /// <param name="length">Floats, without slack.</param>
    /// <param name="clear">Whether they have to be zero. Otherwise untouched pages cost no memory.</param>
    internal FloatArena(int length, bool clear)
    {
        Length = length;
        int size = checked(length + CpuFrame.Slack + (Alignment / sizeof(float)));
        _array = clear ? GC.AllocateArray<float>(size, pinned: true) : GC.AllocateUninitializedArray<float>(size, pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        nuint aligned = (address + Alignment - 1) & ~(nuint)(Alignment - 1);
        _start = (int)(aligned - address) / sizeof(float);
        Pointer = (float*)aligned;
        if (!clear)
        {
            LargePages.Advise(Pointer, (nint)length * sizeof(float));
        }
    }

    /// <summary>Floats, without slack.</summary>
    internal int Length { get; }

    /// <summary>The first float; valid as long as the arena is referenced.</summary>
    internal float* Pointer { get; }

    /// <summary>The first float.</summary>
    internal ref float First => ref _array[_start];

    /// <summary>All floats, without slack.</summary>
    internal Span<float> Span => _array.AsSpan(_start, Length);
}
