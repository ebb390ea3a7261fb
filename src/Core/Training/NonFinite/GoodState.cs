namespace SparseGen;

/// <summary>
/// Parameters, optimiser and hooks as they were at a step whose loss and gradient were finite, in memory. What is kept is what <see cref="IStateful"/> describes;
/// the buffers are made once.
/// </summary>
internal sealed class GoodState(TrainingContext context, IOptimizer optimizer, IReadOnlyList<ITrainingHook> hooks)
{
    private readonly ParameterVector _parameters = context.Parameters.CreateLike();
    private readonly Dictionary<string, ParameterVector?> _vectors = [];
    private readonly Dictionary<string, ParameterVector> _spare = [];
    private readonly Dictionary<string, Action> _numbers = [];

    /// <summary>Takes a copy of everything; the old one is gone.</summary>
    /// <exception cref="InvalidOperationException">A hook cannot give its state just now; the old copy is as it was.</exception>
    public void Keep()
    {
        // All of the description first: where a part throws, nothing has been overwritten.
        StateFields state = Describe();
        _vectors.Clear();
        _numbers.Clear();
        _parameters.CopyFrom(context.Parameters);
        foreach (StateField field in state.All)
        {
            switch (field)
            {
                case VectorField vector:
                    _vectors[vector.Name] = Copy(vector.Name, vector.Get());
                    break;
                case TextField text:
                    _numbers[text.Name] = text.Parse(text.Get())
                        ?? throw new InvalidOperationException($"{text.Name} does not read back what it says; expected {text.Expected}.");
                    break;
                case ArrayField array:
                    float[] values = [.. array.Get()];
                    _numbers[array.Name] = () => array.Set([.. values]);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Brings everything back.</summary>
    public void Restore()
    {
        context.Parameters.CopyFrom(_parameters);
        foreach (VectorField field in Describe().All.OfType<VectorField>())
        {
            Restore(field);
        }

        foreach (Action number in _numbers.Values)
        {
            number();
        }
    }

    private StateFields Describe()
    {
        var state = new StateFields(context.Parameters);
        state.Part("optimizer", optimizer);
        for (int i = 0; i < hooks.Count; i++)
        {
            state.Part($"hook {i}", hooks[i]);
        }

        return state;
    }

    private ParameterVector? Copy(string name, ParameterVector? source)
    {
        if (source is null)
        {
            return null;
        }

        if (!_spare.TryGetValue(name, out ParameterVector? copy))
        {
            _spare[name] = copy = source.CreateLike();
        }

        copy.CopyFrom(source);
        return copy;
    }

    private void Restore(VectorField field)
    {
        ParameterVector? kept = _vectors.GetValueOrDefault(field.Name);
        ParameterVector? present = field.Get();
        if (kept is null || present is null)
        {
            // What it takes over is its own from then on.
            ParameterVector? own = kept?.CreateLike();
            own?.CopyFrom(kept!);
            field.Set(own);
            return;
        }

        present.CopyFrom(kept);
    }
}
