namespace SparseGen;

/// <summary>The learning rate of each step of a training run.</summary>
/// <remarks>
/// A schedule is a function of the step. One that is an <see cref="IStateful"/> has its settings saved with a run, so that it is noticed where a run is gone on
/// with and the schedule is another; of the others it is the type alone.
/// </remarks>
public interface ILearningRateSchedule
{
    /// <summary>The learning rate of one step.</summary>
    /// <param name="peak">The optimiser's learning rate when the run began.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="totalSteps">Steps of the whole run.</param>
    float LearningRate(float peak, int step, int totalSteps);
}
