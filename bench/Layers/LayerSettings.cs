namespace SparseGen.Bench.Layers;

/// <summary>How layers are measured.</summary>
/// <param name="Threads">Threads of the device.</param>
/// <param name="Batch">Samples of a call.</param>
/// <param name="Repetitions">Pairs of measurements; medians count.</param>
/// <param name="Duration">How long each lasts at least.</param>
internal sealed record LayerSettings(int Threads, int Batch, int Repetitions, TimeSpan Duration);
