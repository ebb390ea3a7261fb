using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Differentiation;

/// <summary>
/// What derivative rules work with: the gradients known so far, and the values of the forward pass,
/// kept or computed again as their ops say.
/// </summary>
internal sealed class GradientBuilder(Region region, LoopIndex? loop)
{
    private readonly Dictionary<Value, Value> _gradients = [];
    private readonly Dictionary<Value, Value> _recomputed = [];

    /// <summary>The gradient of <paramref name="value"/>, or null when nothing depends on it.</summary>
    public Value? Gradient(Value value) => _gradients.TryGetValue(value, out Value? gradient) ? gradient : null;

    /// <summary>The gradient of <paramref name="value"/>, made of zeros when nothing depends on it.</summary>
    public Value GradientOrZero(Value value)
    {
        if (Gradient(value) is { } known)
        {
            return known;
        }

        Value zero = NewGradient(value);
        Append(new ZeroOp(zero));
        return zero;
    }

    /// <summary>Starts from a known gradient.</summary>
    public void Seed(Value value, Value gradient) => _gradients[value] = gradient;

    /// <summary>Adds a contribution to the gradient of <paramref name="value"/>.</summary>
    public void Accumulate(Value value, Value contribution)
    {
        if (_gradients.TryGetValue(value, out Value? known))
        {
            Value sum = NewGradient(value);
            Append(new AddOp(known, contribution, sum));
            _gradients[value] = sum;
        }
        else
        {
            _gradients[value] = contribution;
        }
    }

    /// <summary>A new value for the gradient of <paramref name="value"/>.</summary>
    public Value NewGradient(Value value) => new(value.Name + ".gradient", ValueKind.Activation, value.Shape, loop);

    /// <summary>Where the gradient of a learned tensor is added up.</summary>
    public static Value ParameterGradient(Value parameter) =>
        new(parameter.Name, ValueKind.ParameterGradient, parameter.Shape, parameter.Loop, parameter.Parameter);

    /// <summary>A value of the forward pass that is kept even where its op would compute it again.</summary>
    public static Value Save(Value value)
    {
        value.IsSaved |= value.Kind == ValueKind.Activation;
        return value;
    }

    /// <summary>A value of the forward pass, for use in the backward pass.</summary>
    public Value Forward(Value value)
    {
        if (value.Kind == ValueKind.Parameter)
        {
            return value;
        }

        if (value.Producer is not { IsRecomputed: true } producer)
        {
            value.IsSaved = true;
            return value;
        }

        if (!_recomputed.TryGetValue(value, out Value? recomputed))
        {
            recomputed = new Value(value.Name + ".recomputed", ValueKind.Activation, value.Shape, loop) { Recomputes = value };
            _recomputed[value] = recomputed;
            Append(((IRepeatable)producer).Clone([.. producer.Inputs.Select(Forward)], [recomputed]));
        }

        return recomputed;
    }

    /// <summary>Adds an op to the backward pass.</summary>
    public void Append(Op op) => region.Add(op);

    /// <summary>Adds the backward loop of a forward loop.</summary>
    public void Append(Loop backward) => region.Nodes.Add(backward);
}
