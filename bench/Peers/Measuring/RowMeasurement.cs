using System.Diagnostics;
using System.Runtime.InteropServices;
using SparseGen.Bench.Layers;
using SparseGen.Bench.Peers.Models;
using SparseGen.Bench.Peers.Workers;
using SparseGen.Bench.Quick;

namespace SparseGen.Bench.Peers.Measuring;

/// <summary>Measures rows, one after the other.</summary>
/// <param name="pairs">Turns of each of two.</param>
internal sealed class RowMeasurement(int pairs)
{
    private static readonly TimeSpan CeilingAgain = TimeSpan.FromMinutes(1);

    private readonly Dictionary<int, (double Most, long Measured)> _ceilings = [];

    /// <summary>The FMA ceiling of so many threads: the most of what is measured once a minute, since others may use the machine at any moment.</summary>
    public double Ceiling(int threads)
    {
        (double most, long measured) = _ceilings.GetValueOrDefault(threads);
        if (most == 0 || Stopwatch.GetElapsedTime(measured) > CeilingAgain)
        {
            most = Math.Max(most, FmaCeiling.Measure(threads));
            _ceilings[threads] = (most, Stopwatch.GetTimestamp());
        }

        return most;
    }

    /// <summary>A row with its share of the ceiling as it is known by now.</summary>
    public PeerResult Shared(PeerResult row) => row with { CeilingShare = row.GigaflopsPerSecond / Ceiling(row.Threads) };

    /// <summary>Measures a row. What a peer cannot do is said in the row.</summary>
    public PeerResult Measure(PeerRow row)
    {
        int threads = row.Threads == 0 ? Environment.ProcessorCount : row.Threads;

        // Before there are other processes, which may not rest at once.
        Ceiling(threads);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("sparsegen-peers-");
        try
        {
            var settings = new RunnerSettings(row.Model, row.Batch, row.Pass, threads, folder.FullName);
            using WorkerProcess own = WorkerProcess.Start(Engines.SparseGen, settings, out string broken)
                ?? throw new InvalidOperationException($"{row.Model} in SparseGen: {broken}");
            using WorkerProcess? peer = WorkerProcess.Start(row.Peer.Engine, Peer(row, settings), out string reason);
            double flops = 2.0 * PeerModels.Find(row.Model).Info.Macs * row.Batch * (row.Pass == Pass.Training ? 3 : 1);
            Pair turns = Turns.Measure(own, peer ?? own, pairs);
            return Shared(new PeerResult(row.Model, row.Batch, row.Pass, row.Peer.ToString())
            {
                Threads = threads,
                GigaflopsPerSecond = flops / turns.Seconds / 1e9,
                Ratio = peer is null ? null : turns.Ratio,
                Microseconds = turns.Seconds * 1e6,
                PeerMicroseconds = peer is null ? null : turns.OtherSeconds * 1e6,
                MaxDifference = peer is null || row.Peer.IsOther ? null : Difference(settings.OutputFile(Engines.SparseGen), settings.OutputFile(row.Peer.Engine)),
                Note = peer is null ? reason : null,
                IsDrawn = row.IsDrawn,
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static RunnerSettings Peer(PeerRow row, RunnerSettings settings)
    {
        if (!row.Peer.IsOther)
        {
            return settings;
        }

        DirectoryInfo own = Directory.CreateDirectory(Path.Combine(settings.Folder, "other"));
        return settings with { Model = row.Peer.Model ?? row.Model, Batch = row.Peer.Batch ?? row.Batch, Folder = own.FullName };
    }

    private static double Difference(string file, string other)
    {
        float[] numbers = Read(file), others = Read(other);
        return numbers.Length == others.Length ? numbers.Zip(others, static (a, b) => Math.Abs((double)a - b)).Max() : double.PositiveInfinity;
    }

    private static float[] Read(string file) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray();
}
