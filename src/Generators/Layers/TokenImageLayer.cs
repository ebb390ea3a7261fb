using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.IR;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Layers;

/// <summary>Tokens as the pixels of an image.</summary>
internal sealed class TokenImageLayer : Layer
{
    public override string DefaultName => "image";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        if (!(problems.RequireNotNegative(spec, "height", "an image as high as wide") & problems.RequireNotNegative(spec, "width", "as many columns as tokens fill")
            & problems.RequireTokens(spec, input)))
        {
            return null;
        }

        (int height, int width) = Sides(spec, input);
        if ((long)height * width == input.Rows)
        {
            return Shape.Of(input.Last, height, width);
        }

        problems.Report(
            Descriptors.ImageDoesNotFit, spec.Kind, height, width, input, input.Rows,
            string.Join(", ", Divisors.Of(input.Rows).Select(divisor => $"{Emission.Text.Of(divisor)} x {Emission.Text.Of(input.Rows / divisor)}")));
        return null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        (int height, int width) = Sides(spec, input.Shape);
        return ImageChannels.First(builder, input, height, width);
    }

    private static (int Height, int Width) Sides(LayerSpec spec, Shape tokens)
    {
        (int height, int width) = (spec.Int("height"), spec.Int("width"));
        int side = (int)Math.Round(Math.Sqrt(tokens.Rows));
        return (height, width) is (0, 0) ? (side, side) : (height > 0 ? height : tokens.Rows / width, width > 0 ? width : tokens.Rows / height);
    }
}
