using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Layers;

/// <summary>
/// What layers of images have in common. Outside an image is [channels, height, width]; inside the channels of a pixel lie side by side, so that vectors of channels are full
/// whatever the width and the stride. The transpositions to and fro of neighbouring layers undo one another in <see cref="Planning.PermutationFolding"/>.
/// </summary>
internal static class ImageChannels
{
    /// <summary>So that the places of a kernel can be counted.</summary>
    private const int LargestKernel = 1 << 15;

    /// <summary>The pixels of an image as rows of channels, [height width, channels].</summary>
    public static Value Last(ProgramBuilder builder, Value image)
    {
        (int channels, int pixels) = (image.Shape.Dimensions[0], image.Shape.Dimensions[1] * image.Shape.Dimensions[2]);
        return Transpose(builder, image, channels, pixels, builder.Activation("pixels", Shape.Of(pixels, channels)));
    }

    /// <summary>The image [channels, height, width] of rows of channels.</summary>
    public static Value First(ProgramBuilder builder, Value pixels, int height, int width) =>
        Transpose(builder, pixels, height * width, pixels.Shape.Last, builder.Activation("image", Shape.Of(pixels.Shape.Last, height, width)));

    /// <summary>Checks that a window fits an image, and reports when not.</summary>
    /// <param name="spec">The declaration, with a kernel, a stride and padding.</param>
    /// <param name="input">The image.</param>
    /// <param name="problems">Takes what does not fit.</param>
    /// <param name="widest">The widest padding for a kernel.</param>
    /// <returns>The window, or null.</returns>
    public static Window? Slide(LayerSpec spec, Shape input, DiagnosticBag problems, Func<int, int> widest)
    {
        bool isGood = problems.RequirePositive(spec, "kernel") & (spec.Int("stride") == 0 || problems.RequirePositive(spec, "stride"))
            & problems.RequireNotNegative(spec, "padding", "no zeros around the image");
        if (!(problems.RequireImage(spec, input) & isGood))
        {
            return null;
        }

        (int kernel, int padding, int side) = (spec.Int("kernel"), spec.Int("padding"), Math.Min(input.Dimensions[1], input.Dimensions[2]));
        if (padding > widest(kernel))
        {
            problems.Report(Descriptors.PaddingTooWide, spec.Kind, padding, kernel, widest(kernel));
            return null;
        }

        long most = Math.Min(side + (2L * padding), LargestKernel);
        if (kernel <= most)
        {
            return Of(spec, input);
        }

        problems.Report(Descriptors.KernelDoesNotFit, spec.Kind, kernel, padding, input.Dimensions[1], input.Dimensions[2], most);
        return null;
    }

    /// <summary>The window of a declaration with a kernel, a stride, which is the kernel where it is 0, and padding.</summary>
    public static Window Of(LayerSpec spec, Shape image) =>
        Window.Over(image, spec.Int("kernel"), spec.Int("stride") is > 0 and var stride ? stride : spec.Int("kernel"), spec.Int("padding"));

    /// <summary>The shape behind a pool, which reaches beyond the edges by half of its window at most.</summary>
    public static Shape? Pool(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        Slide(spec, input, problems, static kernel => kernel / 2) is { } window ? Shape.Of(window.Channels, window.OutputHeight, window.OutputWidth) : null;

    /// <summary>A pool as ops.</summary>
    public static Value Pool(LayerSpec spec, Value input, ProgramBuilder builder, Func<Window, Value, Value, Op> op)
    {
        Window window = Of(spec, input.Shape);
        Value pixels = Last(builder, input), output = builder.Activation("pooled", Shape.Of(window.OutputPixels, window.Channels));
        return First(builder, builder.Append(op(window, pixels, output)), window.OutputHeight, window.OutputWidth);
    }

    private static Value Transpose(ProgramBuilder builder, Value input, int rows, int columns, Value output) => builder.Append(
        rows == 1 || columns == 1 ? new ViewOp(input, output) : new PermuteOp([new Commutation(rows, columns)], input, output));
}
