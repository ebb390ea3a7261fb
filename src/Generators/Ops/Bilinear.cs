using SparseGen.Generators.Differentiation;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>The tangent of ops that are linear in each of two operands: the sum of the op on the tangent of one and the other as it is.</summary>
internal static class Bilinear
{
    /// <summary>Adds the tangent of the first output.</summary>
    /// <param name="op">The op.</param>
    /// <param name="tangents">Takes the ops.</param>
    /// <param name="on">The op on other operands and another output.</param>
    public static void Jvp(Op op, TangentBuilder tangents, Func<Value, Value, Value, Op> on)
    {
        (Value left, Value right) = (op.Inputs[0], op.Inputs[1]);
        (Value? leftTangent, Value? rightTangent) = (tangents.Tangent(left), tangents.Tangent(right));
        if (leftTangent is null || rightTangent is null)
        {
            Value output = tangents.NewTangent(op.Output);
            tangents.Append(leftTangent is null ? on(tangents.Primal(left), rightTangent!, output) : on(leftTangent, tangents.Primal(right), output));
            return;
        }

        (Value first, Value second) = (tangents.NewPart(op.Output), tangents.NewPart(op.Output));
        tangents.Append(on(leftTangent, tangents.Primal(right), first));
        tangents.Append(on(tangents.Primal(left), rightTangent, second));
        tangents.Append(new AddOp(first, second, tangents.NewTangent(op.Output)));
    }
}
