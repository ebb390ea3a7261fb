using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// The derivative of layer norm. With n = (x - mean) / deviation and g = dy weight:
/// dx = (g - mean(g) - n mean(g n)) / deviation, d weight += dy n, d bias += dy.
/// It can deliver y again and add a residual's gradient to dx, since both are at hand.
/// </summary>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="inputs">dy, x, weight and bias, if there is one.</param>
/// <param name="outputs">dx, the gradients of the parameters (or none of them, where dx alone is wanted) and, on request, y.</param>
internal sealed class LayerNormGradientOp(float epsilon, IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs)
    : Op(inputs, outputs), IResidualTarget, IStoresPermuted, ITableReader, ILinearizable, IRepeatable
{
    /// <summary>Floats of a row that the first kernel of a GPU leaves for the second: mean and 1 / deviation.</summary>
    private const int Statistics = 2;

    /// <summary>A mean over rows.</summary>
    private sealed record RowMean(int Rows, int Divisor) : Unprinted;

    private readonly int _parameters = inputs.Count - 2;
    private readonly int _gradients = outputs.Count(static v => v.Kind == ValueKind.ParameterGradient);

    private RowMean? _mean;
    private IndexTable? _targets;

    public Value OutputGradient => Inputs[0];

    private Value Input => Inputs[1];

    private Value Weight => Inputs[2];

    private Value? Bias => _parameters > 1 ? Inputs[3] : null;

    private Value? Residual => Inputs.Count > 2 + _parameters ? Inputs[2 + _parameters] : null;

    private Value? WeightGradient => _gradients > 0 ? Outputs[1] : null;

    private Value? BiasGradient => _gradients > 1 ? Outputs[2] : null;

    /// <summary>The output of the layer norm, where it is computed again.</summary>
    public Value? Recomputed => Outputs.Count > 1 + _gradients ? Outputs[1 + _gradients] : null;

    /// <summary>The gradient and what it delivers besides move apart; dx itself is computed again without the gradients of the parameters.</summary>
    public void Jvp(TangentBuilder tangents)
    {
        Value input = tangents.Primal(Input), tangent = tangents.TangentOrZero(Input);
        Value[] directions = [.. Inputs.Skip(2).Take(_parameters).Select(v => tangents.Tangent(v)!)];
        tangents.Append(new LayerNormGradientTangentOp(
            epsilon,
            [tangents.Primal(OutputGradient), input, Weight, tangents.TangentOrZero(OutputGradient), tangent, directions[0]],
            [tangents.NewTangent(Output), .. Outputs.Skip(1).Take(_gradients)]));
        if (Recomputed is not null)
        {
            tangents.Append(new LayerNormTangentOp(epsilon, [input, Weight, tangent, .. directions], tangents.NewTangent(Recomputed)));
        }
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new LayerNormGradientOp(epsilon, inputs, outputs);

    public override bool CanFuseRecomputation(Op clone) =>
        clone is LayerNormOp forward && forward.Input == Input && forward.Weight == Weight && forward.Epsilon == epsilon && Recomputed is null;

    /// <summary>The backward pass is planned once, so that the op itself can change.</summary>
    public Op? FuseResidual(Value residual, Value sum)
    {
        if (Residual is not null)
        {
            return null;
        }

        AddResidual(residual, sum);
        return this;
    }

    public IReadOnlyList<IndexTable> Tables => _targets is { } targets ? [targets] : [];

    /// <summary>The output that is computed again goes to other places; the gradients do not.</summary>
    public Op? Storing(PermuteOp move, Func<Value, bool> isThere)
    {
        if (_targets is not null || move.Residual is not null || move.Input != Recomputed)
        {
            return null;
        }

        var op = (LayerNormGradientOp)MemberwiseClone();
        op.Replace(move.Input, move.Output);
        op._targets = move.Targets;
        return op;
    }

    /// <summary>The same op, which does not compute the output again.</summary>
    public LayerNormGradientOp WithoutRecomputed()
    {
        var op = (LayerNormGradientOp)Without(Recomputed!);
        op._targets = null;
        return op;
    }

    /// <summary>The same op on the gradient of a mean over rows, of which every row has the same share. Only GPUs read it so.</summary>
    /// <param name="gradient">The gradient of the mean: a row a sample.</param>
    /// <param name="divisor">What the sum of the rows was divided by.</param>
    public LayerNormGradientOp OfMean(Value gradient, int divisor)
    {
        var op = (LayerNormGradientOp)Reading(value => value == OutputGradient ? gradient : value);
        op._mean = new RowMean(OutputGradient.Shape.Rows, divisor);
        return op;
    }

    public override void Emit(EmissionContext context)
    {
        bool hasBias = Bias is not null, hasGradients = WeightGradient is not null;
        string workspace = hasGradients ? SumsWorkspace(context, Input.Shape, _gradients, Statistics) : context.Workspace(0, (long)Statistics * Input.Shape.Rows);
        context.Call("LayerNorm.Backward", [hasBias, Residual is not null, hasGradients, Recomputed is not null], [
            context.Ref(OutputGradient), context.Ref(Input), context.Ref(Weight), context.RefOrNothing(Bias), context.RefOrNothing(Residual),
            context.Ref(Output), context.RefOrNothing(WeightGradient), context.RefOrNothing(BiasGradient), context.RefOrNothing(Recomputed),
            workspace, EmissionContext.Rows(Input.Shape.Rows), Text.Of(Input.Shape.Last), Text.Of(epsilon),
            .. _mean is { } mean ? [$"repeats: new RowRepeats({Text.Of(mean.Rows)}, {Text.Reciprocal(mean.Divisor)})"] : Array.Empty<string>(),
            .. context.Places(_targets),
        ]);
    }

    /// <summary>Room for the sums of a block of rows on the CPU, and for what rows leave for columns on a GPU; also says how the gradients grow.</summary>
    /// <param name="context">The pass.</param>
    /// <param name="shape">Shape whose rows are summed.</param>
    /// <param name="gradients">How many gradients of parameters there are.</param>
    /// <param name="statistics">Floats that a row leaves.</param>
    public static string SumsWorkspace(EmissionContext context, Shape shape, int gradients, int statistics)
    {
        context.AddsToGradient((long)gradients * shape.Last, shape.Rows);
        return context.Workspace(IntervalAllocator.Round(shape.Last) * gradients, (long)statistics * shape.Rows);
    }
}
