namespace SparseGen.Execution;

/// <summary>
/// How much work is worth another worker. Work is counted in multiply-accumulates of a forward pass (<see cref="ICpuProgram.SampleWork"/>), of which a core does 50 to 100 in a
/// nanosecond. What was measured is in decision 65.
/// </summary>
internal static class WorkersFor
{
    /// <summary>A worker's share of inference, where it is awake: some six microseconds.</summary>
    private const long OfInference = 500_000;

    /// <summary>A worker's share of a training step, three passes of some 30 microseconds: its gradients are added up, and weights go from cache to cache.</summary>
    private const long OfTraining = 3_000_000;

    /// <summary>Work in which a thread that sleeps is awake: some hundred microseconds.</summary>
    private const long Waking = 8_000_000;

    /// <summary>Workers of a training step: it depends on the model, the batch and the number of threads only, as do the bits of gradients.</summary>
    internal static int Step(int workers, int batch, long sampleWork) => WorkerTeam.AlwaysShares ? workers : Of(workers, sampleWork * batch, OfTraining);

    /// <summary>Samples of the largest share that a worker can have of a training step.</summary>
    internal static int LargestShare(int workers, int maxBatch, long sampleWork) =>
        (int)Math.Clamp(2 * OfTraining / Math.Max(sampleWork, 1), Partition.DivideUp(maxBatch, workers), maxBatch);

    /// <summary>
    /// Workers of a call of inference; 1 where the others sleep and the work would be done before they are awake. Calls that follow each other closely wake them for the next one.
    /// </summary>
    /// <param name="team">The workers.</param>
    /// <param name="workers">How many there are to be at the most.</param>
    /// <param name="work">The work of the call.</param>
    /// <param name="isShared">Whether the generator has found its kernels worth sharing out.</param>
    internal static int Call(WorkerTeam team, int workers, long work, bool isShared)
    {
        if (workers == 1 || WorkerTeam.AlwaysShares)
        {
            return workers;
        }

        workers = isShared ? workers : Of(workers, work, OfInference);
        if (workers == 1 || work >= 2 * Waking || team.IsAwake(workers))
        {
            return workers;
        }

        team.Rouse(workers);
        return 1;
    }

    private static int Of(int workers, long work, long share) => (int)Math.Clamp(work / share, 1, workers);
}
