using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>y = u * phi(v) with the halves u and v of the last dimension (Dauphin et al. 2017, arXiv 1612.08083), or phi(u) * v.</summary>
internal sealed class GateLayer : Layer
{
    public override string DefaultName => "gate";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RejectImage(spec, input) && problems.RequireHalves(spec, "the last dimension", input.Last) ? input.WithLast(input.Last / 2) : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        var function = (ActivationFunction)spec.Int("Activation", (int)ActivationFunction.Sigmoid);
        return Gate(builder, input, input.Shape.WithLast(input.Shape.Last / 2), input.Shape.Rows, function, spec.Bool("GateFirst", false));
    }

    /// <summary>A gate under the open scope; shared with the blocks.</summary>
    /// <param name="builder">Takes it.</param>
    /// <param name="input">Both halves of all rows.</param>
    /// <param name="half">Shape of a half.</param>
    /// <param name="rows">Rows that are halved: those of the last dimension or, where tokens are halved, one.</param>
    /// <param name="function">The function phi.</param>
    /// <param name="isFirst">Whether it is taken of the first half.</param>
    public static Value Gate(ProgramBuilder builder, Value input, Shape half, int rows, ActivationFunction function, bool isFirst = false)
    {
        (Value first, Value second) = Split(builder, input, half, rows);
        Value gate = ActivationLayer.Apply(builder, function, isFirst ? first : second);
        return builder.Append(new MultiplyOp(isFirst ? second : first, gate, builder.Activation("gated", half)));
    }

    /// <summary>The halves of rows under the open scope.</summary>
    public static (Value First, Value Second) Split(ProgramBuilder builder, Value input, Shape half, int rows)
    {
        Value first = builder.Activation("first", half), second = builder.Activation("second", half);
        builder.Append(new SplitOp(input, first, second, rows));
        return (first, second);
    }
}
