namespace SparseGen;

/// <summary>Moves parameters along their gradients. The state (moments, step count) belongs to one parameter vector.</summary>
public interface IOptimizer
{
    /// <summary>The learning rate of the next step; schedules set it. Finite, and not negative.</summary>
    float LearningRate { get; set; }

    /// <summary>One step; allocates its state the first time and nothing after that.</summary>
    /// <param name="parameters">The learned numbers, changed in place.</param>
    /// <param name="gradients">Their gradients, left as they are.</param>
    /// <exception cref="ArgumentException">The layouts differ, or the state belongs to parameters of another layout.</exception>
    void Step(ParameterVector parameters, ParameterVector gradients);
}
