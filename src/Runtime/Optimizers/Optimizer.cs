namespace SparseGen;

/// <summary>What the optimisers share: a checked learning rate, the step count, and state that is bound to one parameter layout.</summary>
public abstract class Optimizer : IOptimizer
{
    private readonly int _stateVectors;
    private float _learningRate;
    private ParameterLayout? _layout;
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
    public void Step(ParameterVector parameters, ParameterVector gradients)
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
        Update(parameters, gradients, _first, _second);
    }

    /// <summary>Forgets moments and step count; the next step starts afresh and may be for other parameters.</summary>
    public void Reset()
    {
        (_layout, _first, _second) = (null, null, null);
        StepCount = 0;
    }

    /// <summary>The update itself, after <see cref="StepCount"/> was raised.</summary>
    private protected abstract void Update(
        ParameterVector parameters, ParameterVector gradients, ParameterVector? first, ParameterVector? second);

    // 1 - 0.999f is 4.7e-5 away from 0.001, and a plain cast to double still 1.3e-5. PyTorch has 0.999 as a double, and so has the decimal
    // type: it takes the seven digits that were written.
    private protected static double AsWritten(float value) => (double)(decimal)value;

    private void Bind(ParameterVector parameters)
    {
        if (_layout == parameters.Layout)
        {
            return;
        }

        if (_layout is not null)
        {
            throw new ArgumentException(
                $"parameters has {parameters.Count} numbers in a layout of its own, but the state of this {GetType().Name} belongs to "
                + $"another model ({StepCount} steps so far); use one optimiser for each model, or call Reset() first.",
                nameof(parameters));
        }

        _first = _stateVectors >= 1 ? parameters.CreateLike() : null;
        _second = _stateVectors >= 2 ? parameters.CreateLike() : null;
        _layout = parameters.Layout;
    }
}
