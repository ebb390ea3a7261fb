namespace SparseGen;

/// <summary>Moves parameters along their gradients. The state (moments, step count) belongs to one parameter vector.</summary>
/// <remarks>One that is an <see cref="IStateful"/> too can be saved with the run.</remarks>
public interface IOptimizer
{
    /// <summary>The learning rate of the next step; schedules set it. Finite, and not negative.</summary>
    float LearningRate { get; set; }

    /// <summary>One step; allocates its state the first time and nothing after that.</summary>
    /// <param name="parameters">The learned numbers, changed in place.</param>
    /// <param name="gradients">Their gradients, left as they are.</param>
    /// <exception cref="ArgumentException">The layouts differ, or the state belongs to other parameters.</exception>
    void Step(ParameterVector parameters, ParameterVector gradients);

    /// <summary>
    /// The largest absolute value of a gradient's element that the state can take; any finite one by default. The second moment of Adam holds squares, which
    /// overflow from 1.8e19 on: infinite once, it holds its parameter still for good. A trainer treats larger gradients as it treats those that are not finite
    /// (<see cref="OnNonFinite"/>).
    /// </summary>
    float LargestGradient => float.MaxValue;
}
