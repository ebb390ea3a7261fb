using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Layers;

/// <summary>A convolution, as the product op computes it through a window, with PyTorch's names, shapes and initial values.</summary>
internal sealed class ConvolutionLayer : Layer
{
    public override string DefaultName => "conv";

    public override bool CountsFromOne => true;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        if (!(problems.RequirePositive(spec, "filters") & problems.RequirePositive(spec, "stride") & problems.RequirePositive(spec, "groups"))
            || ImageChannels.Slide(spec, input, problems, static kernel => kernel - 1) is not { } window)
        {
            return null;
        }

        (int filters, int channels, int groups) = (spec.Int("filters"), input.Dimensions[0], spec.Int("groups"));
        if (channels % groups == 0 && filters % groups == 0)
        {
            return Shape.Of(filters, window.OutputHeight, window.OutputWidth);
        }

        problems.Report(Descriptors.GroupsDoNotDivide, spec.Kind, groups, channels, filters, Divisors.Common(channels, filters));
        return null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        Window window = ImageChannels.Of(spec, input.Shape);
        Value convolved = Convolve(builder, ImageChannels.Last(builder, input), window, spec.Int("filters"), spec.Int("groups"), spec.Bool("Bias", true));
        return ImageChannels.First(builder, convolved, window.OutputHeight, window.OutputWidth);
    }

    /// <summary>A convolution of pixels under the open scope.</summary>
    private static Value Convolve(ProgramBuilder builder, Value pixels, Window window, int filters, int groups, bool hasBias)
    {
        (int inputs, int outputs) = (window.Channels / groups, filters / groups);
        int depth = Sizes.Weight(Sizes.Times(window.Taps, inputs));
        var shape = Shape.Of(filters, inputs, window.KernelHeight, window.KernelWidth);
        string initializer = StandardMlpBlockLayer.FanIn(depth);
        if (window is { Taps: 1, Stride: 1 } && groups == 1)
        {
            return LinearLayer.Dense(builder, pixels, filters, hasBias, initializer, initializer, shape);
        }

        Value weight = builder.Parameter(
            "weight", shape, initializer, groups == 1 ? ParameterStorage.Panels : ParameterStorage.GroupedPanels, convolvedGroups: groups);
        Value? bias = hasBias ? builder.Parameter("bias", Shape.Of(filters), initializer) : null;
        int places = window.OutputPixels;
        return builder.Append(new ProductOp(
            new Extents(groups, places, depth, outputs),
            pixels, new Strides(inputs, window.Channels, 1),
            weight, new Strides(Sizes.Weight(Sizes.Times(outputs, depth)), 1, depth),
            builder.Activation("convolved", Shape.Of(places, filters)), new Strides(outputs, filters, 1),
            bias)
        {
            Window = window,
        });
    }
}
