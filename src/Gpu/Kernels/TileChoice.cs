namespace SparseGen.Kernels.Gpu;

/// <summary>
/// Which tiles a product gets on a device, by a model of what its multiprocessors do. Every multiprocessor gets so many tiles, and goes through their multiply-adds at a rate that
/// two things lower: what a tile does besides, which small ones do more of, and too few warps to hide how long each instruction takes.
/// </summary>
internal static class TileChoice
{
    /// <summary>Warps with which a multiprocessor is busy: two for each of its four schedulers.</summary>
    private const double BusyWarps = 8;

    private const int WarpThreads = 32;

    /// <summary>Time of a product on a device, in multiply-adds of one multiprocessor.</summary>
    /// <param name="multiprocessors">Multiprocessors of the device.</param>
    /// <param name="rows">Rows of a tile.</param>
    /// <param name="columns">Columns of a tile.</param>
    /// <param name="threads">Threads of a tile.</param>
    /// <param name="groups">How many tiles there are.</param>
    internal static double Cost(int multiprocessors, int rows, int columns, int threads, long groups)
    {
        double tiles = Math.Ceiling((double)groups / multiprocessors), warps = tiles * (threads / WarpThreads);
        return tiles * rows * columns * Overhead(rows, columns) / Math.Min(1.0, warps / BusyWarps);
    }

    /// <summary>Instructions for each multiply-add: what docs/gpu-kernels.md says of the steps of such tiles.</summary>
    private static double Overhead(int rows, int columns) => (rows, columns) switch
    {
        ( >= 128, >= 128) => 1.0,
        ( >= 64, >= 64) => 1.1,
        _ => 1.35,
    };
}
