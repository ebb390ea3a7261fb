namespace SparseGen.Experiments;

/// <summary>What a run is handed.</summary>
/// <param name="Progress">Told about the steps of a training; a run may have several.</param>
/// <param name="CancellationToken">Cancelled by Ctrl-C.</param>
internal sealed record RunContext(IProgress<TrainingProgress> Progress, CancellationToken CancellationToken)
{
    /// <summary>Ends the run if it was to be stopped; for use after a training, which returns what it did until then.</summary>
    /// <exception cref="OperationCanceledException">It was.</exception>
    public void ThrowIfStopped() => CancellationToken.ThrowIfCancellationRequested();
}
