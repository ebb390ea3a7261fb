using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>
/// output = (u otherU - v otherV) input, element by element in each row. The diagonal is symmetric, so the derivative by the input is the same op
/// on the gradient; with two factors each, directional derivatives of the squares u u - v v are such ops too.
/// </summary>
internal sealed class DiagonalOp(Value input, Value u, Value otherU, Value v, Value otherV, Value output)
    : Op([input, u, otherU, v, otherV], [output])
{
    private bool IsSquare => Inputs[1] == Inputs[2] && Inputs[3] == Inputs[4];

    public override long Macs => Output.Size;

    public override double DenseConnections => (double)Output.Size * Output.Size;

    public override bool IsRecomputed => true;

    /// <summary>The rule for squares, the only form of forward passes: d u += 2 u sum(dy x), d v -= 2 v sum(dy x).</summary>
    public override void Differentiate(GradientBuilder gradients)
    {
        (Value u, Value v) = (Inputs[1], Inputs[3]);
        Value outputGradient = gradients.Gradient(Output)!;
        Value gradient = gradients.NewGradient(Inputs[0]);
        gradients.Append(new DiagonalGradientOp(
            outputGradient, gradients.Forward(Inputs[0]), u, v, GradientBuilder.ParameterGradient(u), GradientBuilder.ParameterGradient(v)));
        gradients.Append(new DiagonalOp(outputGradient, u, u, v, v, gradient));
        gradients.Accumulate(Inputs[0], gradient);
    }

    /// <summary>(u u - v v) input' + 2 (u u' - v v') input: ops of the same kind.</summary>
    public override void Tangent(TangentBuilder tangents)
    {
        (Value u, Value v) = (Inputs[1], Inputs[3]);
        Value turned = tangents.NewPart(Output);
        tangents.Append(new DiagonalOp(tangents.Again(Inputs[0]), u, tangents.Tangent(u)!, v, tangents.Tangent(v)!, turned));
        Value once = turned;
        if (tangents.Tangent(Inputs[0]) is { } tangent)
        {
            Value moved = tangents.NewPart(Output);
            once = tangents.NewPart(Output);
            tangents.Append(new DiagonalOp(tangent, u, u, v, v, moved));
            tangents.Append(new AddOp(moved, turned, once));
        }

        tangents.Append(new AddOp(once, turned, tangents.NewTangent(Output)));
    }

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        new DiagonalOp(inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], outputs[0]);

    public override void EmitCpu(CpuContext cpu) => cpu.CallLibrary("Diagonal.Apply", CpuContext.Vectors(!IsSquare), [
        cpu.Ref(Inputs[0]), cpu.Ref(Inputs[1]), cpu.RefOrNothing(IsSquare ? null : Inputs[2]), cpu.Ref(Inputs[3]), cpu.RefOrNothing(IsSquare ? null : Inputs[4]), cpu.Ref(Output),
        CpuContext.Rows(Output.Shape.Rows), Text.Of(Output.Shape.Last),
    ]);

    public override void EmitGpu(GpuContext gpu) => gpu.Call("GpuDiagonal.Apply", [
        .. Inputs.Append(Output).Select(gpu.View), GpuContext.Times(Output.Shape.Rows), Text.Of(Output.Shape.Last),
    ]);
}
