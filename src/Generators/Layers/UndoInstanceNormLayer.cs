using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>The way back of reversible instance normalisation: (x - bias) / (weight + epsilon^2) deviation + mean, which is x scale + shift of each channel.</summary>
internal sealed class UndoInstanceNormLayer : Layer
{
    /// <summary>The attribute, for messages of what it closes.</summary>
    public const string Closing = "UndoInstanceNorm";

    public override string DefaultName => "undo";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        if (!(problems.RequireTokens(spec, input) & problems.RequireOnce(spec)) || problems.Close(spec.Kind, "ReversibleInstanceNorm") is not { } opened)
        {
            return null;
        }

        if (opened.Input.Last == input.Last)
        {
            return input;
        }

        problems.Report(Descriptors.UndoOfOtherChannels, spec.Kind, input, input.Last, opened.Kind, opened.Input.Last);
        return null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        Normalisation known = builder.Normalisations.Pop();
        (Value scale, Value shift) = (known.Deviation, known.Mean);
        Value OfChannels(string name) => builder.Activation(name, known.Mean.Shape);
        if (known.Weight is { } weight)
        {
            // scale = deviation / weight and shift = mean - bias scale.
            Value inverse = builder.Append(new ReciprocalOp(weight, OfChannels("inverse"), known.Offset));
            Value negative = builder.Append(new ReciprocalOp(weight, OfChannels("negative_inverse"), known.Offset, isNegative: true));
            scale = builder.Append(new MultiplyOp(known.Deviation, inverse, OfChannels("scale")));
            Value negativeScale = builder.Append(new MultiplyOp(known.Deviation, negative, OfChannels("negative_scale")));
            Value negativeShift = builder.Append(new MultiplyOp(known.Bias!, negativeScale, OfChannels("negative_shift")));
            shift = builder.Append(new AddOp(known.Mean, negativeShift, OfChannels("shift")));
        }

        Value rows = TransposeLayer.Transpose(builder, input);
        Value undone = builder.Append(new ScaleRowsOp(rows, scale, shift, builder.Activation("undone", rows.Shape)));
        return TransposeLayer.Transpose(builder, undone);
    }
}
