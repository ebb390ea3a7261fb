using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// How the work of a sparse kernel on packed rows is shared out. Eight threads, each with four of a slice's 32 rows, walk a list together; a group has up to 64 lists at a time.
/// There are about as many groups as multiprocessors, and each goes through a run of neighbouring pieces of work: so what a multiprocessor reads again and again, one slice of the
/// batch, stays in its own cache.
/// </summary>
internal readonly struct SparseGroups
{
    /// <summary>Threads of a list.</summary>
    internal const int Lanes = KernelSizes.SparseRows / 4;

    /// <summary>The power of two that they are.</summary>
    private const int LanesPower = 3;

    /// <summary>Lists of a group are a multiple of this: those of a warp.</summary>
    private const int ListsOfWarp = 32 / Lanes;

    private readonly int _groups;
    private readonly int _splits;

    /// <summary>The groups.</summary>
    /// <param name="device">The device.</param>
    /// <param name="lists">Lists of a slice.</param>
    /// <param name="slices">Slices, each of which all lists are walked for.</param>
    /// <param name="splits">Whether the slices are axis y of the grid, instead of being a part of the run.</param>
    internal SparseGroups(GpuDevice device, int lists, int slices, bool splits)
    {
        int most = Math.Min(KernelSizes.SparseLists, device.IsSimulator ? GpuDevice.GroupSize / Lanes : device.MostGroupThreads / Lanes);
        long wanted = (((long)lists * slices / device.Multiprocessors) + ListsOfWarp) / ListsOfWarp * ListsOfWarp;
        Lists = (int)Math.Clamp(wanted, GpuDevice.GroupSize / Lanes, most);
        PiecesOfSlice = (lists + Lists - 1) / Lists;
        _splits = splits ? slices : 1;
        Pieces = splits ? PiecesOfSlice : checked(PiecesOfSlice * slices);
        int groups = Math.Clamp(device.Multiprocessors / _splits, 1, Pieces);
        Share = (Pieces + groups - 1) / groups;
        _groups = (Pieces + Share - 1) / Share;
    }

    /// <summary>Lists of a group at a time.</summary>
    internal int Lists { get; }

    /// <summary>The same, for its threads.</summary>
    internal static int ListsOfGroup => Group.DimX >> LanesPower;

    /// <summary>Pieces of work of a slice.</summary>
    internal int PiecesOfSlice { get; }

    /// <summary>Pieces of work.</summary>
    internal int Pieces { get; }

    /// <summary>Pieces that a group goes through.</summary>
    internal int Share { get; }

    /// <summary>Grid and group.</summary>
    internal KernelConfig Config => new(new Index3D(_groups, _splits, 1), new Index3D(Lists * Lanes, 1, 1));

    /// <summary>Which of its group's lists a thread is at.</summary>
    internal static int List => Group.IdxX >> LanesPower;

    /// <summary>The thread's place in its list's eight.</summary>
    internal static int Lane => Group.IdxX & (Lanes - 1);
}
