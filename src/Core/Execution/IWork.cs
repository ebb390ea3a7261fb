namespace SparseGen.Execution;

/// <summary>Work that a <see cref="WorkerTeam"/> shares out.</summary>
internal interface IWork
{
    /// <summary>Does the share of one worker. Runs at the same time as the other shares, or after those before it.</summary>
    /// <param name="worker">0 to the number of workers, exclusive.</param>
    void Execute(int worker);
}
