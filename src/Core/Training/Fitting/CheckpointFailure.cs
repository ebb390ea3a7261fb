namespace SparseGen;

/// <summary>A file that could not be saved, or an old one that could not be removed.</summary>
/// <param name="Path">The file.</param>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Exception">Why not.</param>
public sealed record CheckpointFailure(string Path, int Epoch, Exception Exception);
