namespace SparseGen;

/// <summary>The learning rate of each step of a training run.</summary>
public interface ILearningRateSchedule
{
    /// <summary>The learning rate of one step.</summary>
    /// <param name="peak">The optimiser's learning rate when the run began.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="totalSteps">Steps of the whole run.</param>
    float LearningRate(float peak, int step, int totalSteps);
}
