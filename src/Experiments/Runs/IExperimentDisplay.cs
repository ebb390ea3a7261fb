namespace SparseGen.Experiments;

/// <summary>Shows an experiment while it runs; as progress it is told about the training at hand.</summary>
internal interface IExperimentDisplay : IProgress<TrainingProgress>
{
    /// <summary>A run begins, or turns out to be done already.</summary>
    /// <param name="index">Its place in the plan, from 0.</param>
    /// <param name="count">Runs of the plan.</param>
    /// <param name="description">What it is.</param>
    /// <param name="isDone">Whether an earlier start has done it.</param>
    void Begin(int index, int count, string description, bool isDone);

    /// <summary>The last run is over, or was stopped.</summary>
    void End();
}
