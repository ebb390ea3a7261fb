using System.Collections.Immutable;

namespace SparseGen;

/// <summary>What the optimisers share: a checked learning rate, the step count, and state that is bound to the parameters of one model.</summary>
public abstract class Optimizer : IOptimizer, IStateful
{
    private readonly int _stateVectors;
    private float _learningRate;
    private ParameterVector? _parameters;
    private ParameterVector? _first;
    private ParameterVector? _second;

    /// <param name="learningRate">The learning rate; finite, and not negative.</param>
    /// <param name="stateVectors">How many vectors like the parameters a step keeps: 0, 1 or 2.</param>
    private protected Optimizer(float learningRate, int stateVectors)
    {
        LearningRate = learningRate;
        _stateVectors = stateVectors;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float LearningRate
    {
        get => _learningRate;
        set => _learningRate = NumberArguments.NotNegative(value, "learningRate");
    }

    /// <inheritdoc/>
    public virtual float LargestGradient => float.MaxValue;

    /// <summary>Steps taken since the state was made.</summary>
    public long StepCount { get; private set; }

    /// <inheritdoc/>
    bool IOptimizer.HonoursGroups => true;

    /// <inheritdoc/>
    public void Step(ParameterVector parameters, ParameterVector gradients)
    {
        Begin(parameters, gradients);
        try
        {
            Update(new OptimizerUpdate(parameters, gradients, _first, _second, parameters.Layout.Learned, LearningRate, StepCount));
        }
        catch
        {
            // A device may fail: the step was not taken, and who takes it again has the same one.
            StepCount--;
            throw;
        }
    }

    /// <inheritdoc/>
    public void Step(ParameterVector parameters, ParameterVector gradients, ImmutableArray<ParameterPart> parts)
    {
        Begin(parameters, gradients);
        try
        {
            foreach (ParameterPart part in parts)
            {
                Update(new OptimizerUpdate(parameters, gradients, _first, _second, part, LearningRate, StepCount));
            }
        }
        catch
        {
            StepCount--;
            throw;
        }
    }

    /// <summary>Forgets moments and step count; the next step starts afresh and may be for other parameters.</summary>
    public void Reset()
    {
        (_parameters, _first, _second) = (null, null, null);
        StepCount = 0;
    }

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_parameters is not null && !ReferenceEquals(_parameters, state.Parameters))
        {
            throw new InvalidOperationException(BoundElsewhere(state.Parameters));
        }

        DescribeSettings(state);
        state.Real("learning rate", () => LearningRate, value => LearningRate = (float)value);
        state.Integer("steps", () => StepCount, value =>
        {
            StepCount = value;
            _parameters = value == 0 ? null : state.Parameters;
        });
        if (_stateVectors >= 1)
        {
            state.Vector("first", () => _first, value => _first = value);
        }

        if (_stateVectors >= 2)
        {
            state.Vector("second", () => _second, value => _second = value);
        }
    }

    /// <summary>What was chosen when the optimiser was made.</summary>
    private protected abstract void DescribeSettings(StateFields state);

    /// <summary>The update itself, after <see cref="StepCount"/> was raised.</summary>
    private protected abstract void Update(in OptimizerUpdate update);

    // 1 - 0.999f is 4.7e-5 away from 0.001, and a plain cast to double still 1.3e-5. PyTorch has 0.999 as a double, and so has the decimal
    // type: it takes the seven digits that were written.
    private protected static double AsWritten(float value) => (double)(decimal)value;

    private void Begin(ParameterVector parameters, ParameterVector gradients)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        if (gradients.Layout != parameters.Layout)
        {
            throw new ArgumentException(
                $"gradients has the layout of another model: {gradients.Count} numbers, while parameters has {parameters.Count}.",
                nameof(gradients));
        }

        Bind(parameters);
        StepCount++;
    }

    private void Bind(ParameterVector parameters)
    {
        if (ReferenceEquals(_parameters, parameters))
        {
            return;
        }

        if (_parameters is not null)
        {
            throw new ArgumentException(BoundElsewhere(parameters), nameof(parameters));
        }

        _first = _stateVectors >= 1 ? parameters.CreateLike() : null;
        try
        {
            _second = _stateVectors >= 2 ? parameters.CreateLike() : null;
        }
        catch
        {
            (_first as IDisposable)?.Dispose();
            _first = null;
            throw;
        }

        _parameters = parameters;
    }

    // Moments of one model mean nothing to another, also where the two are of one class.
    private string BoundElsewhere(ParameterVector parameters) => parameters.Layout == _parameters!.Layout
        ? $"parameters is not the vector whose moments this {GetType().Name} has kept for {StepCount} steps, but that of another instance of the same model; use one "
            + "optimiser for each instance, or call Reset() first."
        : $"parameters has {parameters.Count} numbers in a layout of its own, but the state of this {GetType().Name} belongs to "
            + $"another model ({StepCount} steps so far); use one optimiser for each model, or call Reset() first.";
}
