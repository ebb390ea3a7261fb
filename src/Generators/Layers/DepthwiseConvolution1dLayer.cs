using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Layers;

/// <summary>A convolution along the tokens of each channel for itself: tokens are an image of one row.</summary>
internal sealed class DepthwiseConvolution1dLayer : Layer
{
    public override string DefaultName => "conv";

    public override bool CountsFromOne => true;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        if (!(problems.RequirePositive(spec, "kernel") & problems.RequireTokens(spec, input)))
        {
            return null;
        }

        // A longer one would have weights that never meet a token.
        int most = (int)Math.Min(spec.Bool("causal", false) ? input.Rows : (2L * input.Rows) - 1, int.MaxValue);
        if (spec.Int("kernel") <= most)
        {
            return input;
        }

        problems.Report(Descriptors.KernelDoesNotFit, spec.Kind, spec.Int("kernel"), spec.Int("kernel") - 1, 1, input.Rows, most);
        return null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        (int tokens, int channels, int kernel) = (input.Shape.Rows, input.Shape.Last, spec.Int("kernel"));
        int before = spec.Bool("causal", false) ? kernel - 1 : (kernel - 1) / 2;
        var window = new Window(1, tokens, channels, 1, kernel, 1, tokens, Left: before);
        return DepthwiseConvolutionLayer.Convolve(builder, input, window, Shape.Of(channels, 1, kernel), spec.Bool("Bias", true));
    }
}
