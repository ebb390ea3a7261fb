using System.Collections.Immutable;

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
    /// Whether the optimiser implements the step by parts. A trainer with <see cref="Trainer{TModel}.Groups"/> refuses one that does not; false by default.
    /// </summary>
    bool HonoursGroups => false;

    /// <summary>
    /// One step in which each part has a learning rate and a weight decay of its own, and what belongs to no part is frozen: neither its parameters nor its state
    /// change. Implemented with <see cref="ParameterVector.Update{TRule}(in TRule, ParameterVector, ParameterVector?, ParameterVector?, ParameterPart)"/>.
    /// </summary>
    /// <param name="parameters">The learned numbers, changed in place.</param>
    /// <param name="gradients">Their gradients, left as they are.</param>
    /// <param name="parts">The parts; the same object as in the step before where no group has changed.</param>
    /// <exception cref="ArgumentException">The layouts differ, or the state belongs to other parameters.</exception>
    /// <exception cref="NotSupportedException"><see cref="HonoursGroups"/> is false.</exception>
    void Step(ParameterVector parameters, ParameterVector gradients, ImmutableArray<ParameterPart> parts) =>
        throw new NotSupportedException($"{GetType().Name} does not implement steps by parts, which groups of parameters need.");

    /// <summary>
    /// The largest absolute value of a gradient's element that the state can take; any finite one by default. The second moment of Adam holds squares, which
    /// overflow from 1.8e19 on: infinite once, it holds its parameter still for good. A trainer treats larger gradients as it treats those that are not finite
    /// (<see cref="OnNonFinite"/>).
    /// </summary>
    float LargestGradient => float.MaxValue;
}
