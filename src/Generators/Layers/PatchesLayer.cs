using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>Patches of a series as tokens; those that lie side by side are a view.</summary>
internal sealed class PatchesLayer : Layer
{
    public override string DefaultName => "patches";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        if (!(problems.RequirePositive(spec, "length") & problems.RequirePositive(spec, "stride") & problems.RejectImage(spec, input)))
        {
            return null;
        }

        (int length, int stride, int time) = (spec.Int("length"), spec.Int("stride"), Time(input));
        if (length <= time && (time - length) % stride == 0)
        {
            // As many numbers as fit an int, or else the buffer is refused where it is counted.
            return input.With(((time - length) / stride) + 1, Sizes.Activation(Sizes.Times(length, Step(input))));
        }

        int fits = length > time ? length : time - ((time - length) % stride);
        problems.Report(Descriptors.PatchesDoNotFit, spec.Kind, length, stride, time, fits, fits + (long)stride);
        return null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        (int length, int stride, int time, int step) = (spec.Int("length"), spec.Int("stride"), Time(input.Shape), Step(input.Shape));
        int count = ((time - length) / stride) + 1;
        Value output = builder.Activation("patches", input.Shape.With(count, length * step));
        return builder.Append(count * length == time && (stride == length || count == 1)
            ? new ViewOp(input, output)
            : new PatchesOp(count, length * step, stride * step, input, output));
    }

    private static int Time(Shape shape) => shape.Dimensions[0];

    /// <summary>Numbers of a step.</summary>
    private static int Step(Shape shape) => shape.IsVector ? 1 : shape.Last;
}
