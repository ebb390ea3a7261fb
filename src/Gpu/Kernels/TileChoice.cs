using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>The tiles of a product in a launch.</summary>
/// <param name="Tile">How large they are.</param>
/// <param name="Groups">How many there are.</param>
/// <param name="Depth">Steps of the sum of each.</param>
internal readonly record struct TileWork(TileSize Tile, long Groups, int Depth);

/// <summary>
/// Which tiles a launch gets on a device, by a model of what its multiprocessors do. Every multiprocessor gets so many tiles, and goes through their multiply-adds at a rate that
/// two things lower: what a tile does besides, which small ones do more of, and too few warps to hide how long each instruction takes.
/// </summary>
internal struct TileChoice
{
    /// <summary>Warps with which a multiprocessor is busy: two for each of its four schedulers.</summary>
    private const double BusyWarps = 8;

    private const int WarpThreads = 32;

    private readonly GpuDevice _device;
    private readonly TiledKernel _any;
    private TiledKernel? _best;
    private double _least = double.PositiveInfinity;

    /// <summary>A choice that nothing has been offered to.</summary>
    /// <param name="device">The device.</param>
    /// <param name="kernels">The kernels that there are, that for any device first.</param>
    internal TileChoice(GpuDevice device, TiledKernel[] kernels)
    {
        (_device, _any, Mode) = (device, kernels[0], MathMode.Fp32);
        foreach (TiledKernel kernel in kernels)
        {
            if (kernel.Has(device.MathMode) && kernel.Threads <= device.MostGroupThreads)
            {
                Mode = device.MathMode;
            }
        }
    }

    /// <summary>The mode of the device, if there is a kernel for it; else single precision.</summary>
    internal MathMode Mode { get; }

    /// <summary>The best one so far.</summary>
    internal readonly TiledKernel Best => _best ?? _any;

    /// <summary>
    /// Whether the device can run a kernel in the mode, and may be better off with it than with those before. Processors take the first one: to them no size is better than
    /// another.
    /// </summary>
    internal readonly bool IsOpenTo(TiledKernel kernel) =>
        kernel.Has(Mode) && kernel.Threads <= _device.MostGroupThreads && (_best is null || !_device.IsProcessor);

    /// <summary>Takes a kernel if it costs less.</summary>
    /// <param name="kernel">A kernel that the choice is open to.</param>
    /// <param name="works">The tiles of its products.</param>
    internal void Offer(TiledKernel kernel, params ReadOnlySpan<TileWork> works)
    {
        double cost = Cost(_device.Multiprocessors, works);
        if (cost < _least)
        {
            (_best, _least) = (kernel, cost);
        }
    }

    /// <summary>Time of a launch on a device, in multiply-adds of one multiprocessor.</summary>
    /// <param name="multiprocessors">Multiprocessors of the device.</param>
    /// <param name="works">The tiles of its products.</param>
    internal static double Cost(int multiprocessors, params ReadOnlySpan<TileWork> works)
    {
        double cost = 0, warps = 0;
        foreach ((TileSize tile, long groups, int depth) in works)
        {
            double tiles = Math.Ceiling((double)groups / multiprocessors);
            cost += tiles * depth * tile.Rows * tile.Columns * Overhead(tile);
            warps += tiles * (tile.Threads / WarpThreads);
        }

        return cost / Math.Min(1.0, warps / BusyWarps);
    }

    /// <summary>Instructions for each multiply-add: what docs/gpu-kernels.md says of the steps of such tiles.</summary>
    private static double Overhead(TileSize tile) => tile switch
    {
        { Rows: >= 128, Columns: >= 128 } => 1.0,
        { Rows: >= 64, Columns: >= 64 } => 1.1,
        _ => 1.35,
    };
}
