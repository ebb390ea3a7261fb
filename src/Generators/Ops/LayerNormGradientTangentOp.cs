using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// The tangent of layer norm's derivative. With r = 1 / deviation, n = r (x - mean) and g = dy weight, the derivative is
/// dx = r (g - a - n c) with a = mean(g) and c = mean(g n). Then, with q = mean(n x'),
/// n' = r (x' - mean(x') - n q), r' = -r^2 q, g' = dy' weight + dy weight', c' = mean(g' n + g n') and
/// dx' = r (g' - mean(g') - n' c - n c') - r q dx;
/// the tangents of the parameters' gradients are d weight' += dy' n + dy n' and d bias' += dy'.
/// </summary>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="inputs">dy, x, weight, dy', x' and weight'. A residual that is added to dx' comes behind them.</param>
/// <param name="outputs">dx', then the gradients of weight and, if there is one, bias.</param>
internal sealed class LayerNormGradientTangentOp(float epsilon, IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs)
    : Op(inputs, outputs), IResidualTarget, IRepeatable
{
    private const int Operands = 6;

    /// <summary>Floats that the first kernel of a GPU leaves for the second, a row: mean, r, mean(x') and q.</summary>
    private const int Statistics = 4;

    private Value? BiasGradient => Outputs.Count > 2 ? Outputs[2] : null;

    private Value? Residual => Inputs.Count > Operands ? Inputs[Operands] : null;

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new LayerNormGradientTangentOp(epsilon, inputs, outputs);

    /// <summary>The pass is planned once, so that the op itself can change.</summary>
    public Op? FuseResidual(Value residual, Value sum)
    {
        if (Residual is not null)
        {
            return null;
        }

        AddResidual(residual, sum);
        return this;
    }

    public override void Emit(EmissionContext context) => context.Call("LayerNorm.BackwardTangent", [BiasGradient is not null, Residual is not null], [
        .. Inputs.Take(Operands).Select(context.Ref), context.RefOrNothing(Residual), context.Ref(Output), context.Ref(Outputs[1]), context.RefOrNothing(BiasGradient),
        LayerNormGradientOp.SumsWorkspace(context, Output.Shape, Outputs.Count - 1, Statistics),
        EmissionContext.Rows(Output.Shape.Rows), Text.Of(Output.Shape.Last), Text.Of(epsilon),
    ]);
}
