using System.ComponentModel;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using View = ILGPU.ArrayView<float>;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// Rows of channels, of each of which a few threads, its lanes, take turns with the channels. Lanes beyond the last row have no channels, but meet the others at barriers.
/// </summary>
/// <remarks>Kernels take it by value, so that its fields are numbers and its type is public.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CooperativeRows
{
    /// <summary>Threads of a group.</summary>
    internal const int Threads = GpuDevice.GroupSize;

    /// <summary>The rows, and how many lanes each gets: enough that each has a handful of channels, few enough that one can add up what all found.</summary>
    /// <param name="count">Number of rows.</param>
    /// <param name="channels">Channels of a row.</param>
    internal CooperativeRows(int count, int channels)
    {
        Count = count;
        Channels = channels;
        Share = 1f / channels;
        LanesPower = channels switch
        {
            <= 16 => 2,
            <= 256 => 3,
            <= 1024 => 5,
            _ => 6,
        };
        Skipped = 0;
    }

    private CooperativeRows(CooperativeRows rows, int skipped)
    {
        Count = rows.Count;
        Channels = rows.Channels;
        Share = rows.Share;
        LanesPower = rows.LanesPower;
        Skipped = skipped;
    }

    /// <summary>Number of rows.</summary>
    internal int Count { get; }

    /// <summary>Channels of a row.</summary>
    internal int Channels { get; }

    /// <summary>Lanes of a row: a power of two, so that nothing is divided by it.</summary>
    internal int Lanes => 1 << LanesPower;

    /// <summary>The power of two.</summary>
    private int LanesPower { get; }

    /// <summary>1 / channels, divided by the host: devices may round a division otherwise.</summary>
    internal float Share { get; }

    /// <summary>Rows that all groups together are through with.</summary>
    internal int Skipped { get; }

    /// <summary>Groups of one row a slot each.</summary>
    internal int Groups => (Count + RowsOfGroup - 1) / RowsOfGroup;

    /// <summary>Grid and group.</summary>
    internal KernelConfig Config => new(Groups, Threads);

    /// <summary>Rows that a group has at a time.</summary>
    internal int RowsOfGroup => Threads >> LanesPower;

    /// <summary>Which of its group's rows the thread is at.</summary>
    internal int Slot => Group.IdxX >> LanesPower;

    /// <summary>Number of the thread's lane.</summary>
    internal int Lane => Group.IdxX & (Lanes - 1);

    /// <summary>The thread's row; it may lie beyond the last one.</summary>
    internal int Row => Skipped + (Grid.IdxX * RowsOfGroup) + Slot;

    /// <summary>Where the thread's row starts.</summary>
    internal int Start => Row * Channels;

    /// <summary>Where the loop over the channels ends: at once beyond the last row.</summary>
    internal int Limit => Row < Count ? Channels : 0;

    /// <summary>The same threads at further rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="count">How many all groups together are through with.</param>
    internal static CooperativeRows Skip(CooperativeRows rows, int count) => new(rows, count);

    /// <summary>Adds up a number over the lanes of each row; all get the sum, added in the same order.</summary>
    /// <param name="value">The number of this lane.</param>
    /// <param name="shared">Shared memory of a float a thread that no lane reads any more: the one before the last that was used will do.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float Sum(float value, View shared)
    {
        shared[Group.IdxX] = value;
        Group.Barrier();
        float sum = 0f;

        // Over the threads themselves, not from 0 on: where all threads count alike, PoCL lets them meet in every turn of a loop, and takes minutes to compile it.
        int first = Group.IdxX - Lane;
        for (int thread = first; thread < first + Lanes; thread++)
        {
            sum += shared[thread];
        }

        return sum;
    }

    /// <summary>The largest number of the lanes of each row; all get it.</summary>
    /// <param name="value">The number of this lane.</param>
    /// <param name="shared">Shared memory of a float a thread, as for <see cref="Sum"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float Largest(float value, View shared)
    {
        shared[Group.IdxX] = value;
        Group.Barrier();
        int first = Group.IdxX - Lane;
        float largest = shared[first];
        for (int thread = first + 1; thread < first + Lanes; thread++)
        {
            largest = shared[thread] > largest ? shared[thread] : largest;
        }

        return largest;
    }

    /// <summary>The mean of the row, taken from its first number on, so that the mean of equal numbers is exact.</summary>
    /// <param name="input">All rows.</param>
    /// <param name="shared">Shared memory of a float a thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float Mean(View input, View shared)
    {
        int start = Start, limit = Limit;
        float first = limit > 0 ? input[start] : 0f;
        float sum = 0f;
        for (int channel = Lane; channel < limit; channel += Lanes)
        {
            sum += input[start + channel] - first;
        }

        return first + (Sum(sum, shared) * Share);
    }

    /// <summary>1 / sqrt(variance + epsilon). The variance is the mean of (x - mean)^2, taken in a second pass: the difference of two large sums would lose its digits.</summary>
    /// <param name="input">All rows.</param>
    /// <param name="mean">The mean of the row.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="shared">Shared memory of a float a thread, not the one that the mean was summed in.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float InverseDeviation(View input, float mean, float epsilon, View shared)
    {
        int start = Start, limit = Limit;
        float square = 0f;
        for (int channel = Lane; channel < limit; channel += Lanes)
        {
            float centred = input[start + channel] - mean;
            square += centred * centred;
        }

        return 1f / MathF.Sqrt((Sum(square, shared) * Share) + epsilon);
    }
}
