using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>Another input of the model behind the features that there are: behind those of each token, where there are tokens.</summary>
internal sealed class JoinLayer : Layer
{
    private const string Argument = "input";

    public override string DefaultName => "join";

    /// <summary>An input is one of whole samples.</summary>
    public override bool TakesSeries(LayerSpec spec, Shape input, Shape output) => false;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        string name = spec.Text(Argument) ?? "";
        if (problems.Inputs.Read(name) is not { } part)
        {
            problems.Report(Descriptors.NoSuchInput, spec.Kind, name, problems.Inputs.Names);
            return null;
        }

        if (!problems.RejectImage(spec, input))
        {
            return null;
        }

        if (part.IsTokens && (input.IsVector || input.Dimensions[0] != part.Dimensions[0]))
        {
            problems.Report(Descriptors.InputOfOtherTokens, spec.Kind, name, part, part.Dimensions[0], input);
            return null;
        }

        long last = (long)input.Last + part.Last;
        return LayerSequence.Fits(spec, input, last, problems) ? input.WithLast((int)last) : null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        string name = spec.Text(Argument)!;
        if (builder.IsRepeated)
        {
            throw new RefusedException(Descriptors.InputInRepeatedBlock, (_, layer) => [layer, name]);
        }

        Value part = builder.Inputs[name];
        int rows = input.Shape.Rows;
        if (input.Shape.IsTokens && part.Shape.IsVector)
        {
            part = builder.Append(new BroadcastOp(part, builder.Activation("each", Shape.Of(rows, part.Shape.Last)), BiasAxis.Columns, 1));
        }

        return Join(builder, input, part);
    }

    /// <summary>Rows behind rows under the open scope.</summary>
    public static Value Join(ProgramBuilder builder, Value first, Value second) =>
        builder.Append(new JoinOp(first, second, builder.Activation("joined", first.Shape.WithLast(first.Shape.Last + second.Shape.Last)), first.Shape.Rows));
}
