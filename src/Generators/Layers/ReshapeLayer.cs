using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>The same numbers, in row-major order, as so many tokens of so many channels. They stay where they are.</summary>
internal sealed class ReshapeLayer : Layer
{
    public override string DefaultName => "reshape";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        if (!(problems.RequirePositive(spec, "tokens") & problems.RequirePositive(spec, "channels")))
        {
            return null;
        }

        (int tokens, int channels) = (spec.Int("tokens"), spec.Int("channels"));
        if ((long)tokens * channels != input.SizeOfSeries)
        {
            problems.Report(
                Descriptors.ReshapeDoesNotFit, spec.Kind, tokens, channels, (long)tokens * channels, input, input.SizeOfSeries, Divisors.Pairs(input.SizeOfSeries, channels));
            return null;
        }

        return input.With(tokens, channels);
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) => Reshape(builder, input, input.Shape.With(spec.Int("tokens"), spec.Int("channels")));

    /// <summary>A view under the open scope; shared with other layers.</summary>
    public static Value Reshape(ProgramBuilder builder, Value input, Shape shape) =>
        input.Shape == shape ? input : builder.Append(new ViewOp(input, builder.Activation("reshaped", shape)));
}
