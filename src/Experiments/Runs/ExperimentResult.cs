namespace SparseGen.Experiments;

/// <summary>What an experiment has come to.</summary>
/// <typeparam name="TRun">The result of a run.</typeparam>
/// <param name="Runs">The finished runs that were planned, in the order of the plan.</param>
/// <param name="Planned">Runs that were planned.</param>
internal sealed record ExperimentResult<TRun>(IReadOnlyList<TRun> Runs, int Planned)
{
    /// <summary>Whether it was stopped before its end.</summary>
    public bool IsInterrupted => Runs.Count < Planned;
}
