using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Emission;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>A convolution whose kernel and stride are the patch: the patches as rows, then a dense map (Tolstikhin et al. 2021, arXiv 2105.01601).</summary>
internal sealed class PatchEmbeddingLayer : Layer
{
    public override string DefaultName => "stem";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        bool isPositive = problems.RequirePositive(spec, "patch") & problems.RequirePositive(spec, "features");
        if (!input.IsImage)
        {
            problems.Report(Descriptors.NeedsImage, spec.Kind, input);
            return null;
        }

        if (!isPositive)
        {
            return null;
        }

        (int height, int width, int patch) = (input.Dimensions[1], input.Dimensions[2], spec.Int("patch"));
        if (height % patch != 0 || width % patch != 0)
        {
            problems.Report(Descriptors.PatchDoesNotDivide, patch, height, width, Divisors.Common(height, width));
            return null;
        }

        return Shape.Of(height / patch * (width / patch), spec.Int("features"));
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        (int channels, int height, int width) = (input.Shape.Dimensions[0], input.Shape.Dimensions[1], input.Shape.Dimensions[2]);
        int patch = spec.Int("patch");
        int features = spec.Int("features");
        int inputs = channels * patch * patch;
        (int down, int across) = (height / patch, width / patch);

        using (builder.Scope("proj"))
        {
            Value patches = builder.Append(new RearrangeOp(
                [
                    new IndexDimension("down", down, patch * width, across * inputs),
                    new IndexDimension("across", across, patch, inputs),
                    new IndexDimension("channel", channels, height * width, patch * patch),
                    new IndexDimension("y", patch, width, patch),
                    new IndexDimension("x", patch, 1, 1),
                ],
                input,
                builder.Activation("patches", Shape.Of(down * across, inputs))));
            return LinearLayer.Dense(
                builder, patches, features, spec.Bool("Bias", true), $"Initializer.LecunNormal({Text.Of(inputs)})", "Initializer.Zeros",
                Shape.Of(features, channels, patch, patch));
        }
    }
}
