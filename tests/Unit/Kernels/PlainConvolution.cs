using SparseGen.Kernels.Cpu;

namespace SparseGen.Tests.Kernels;

/// <summary>A convolution of images that need no padding, with shapes for its kernels and plain loops in double precision.</summary>
internal sealed record PlainConvolution(int Height, int Width, int Channels, int KernelHeight, int KernelWidth, int Stride, int Filters, int Groups = 1)
{
    private const int Panel = 32;

    public int OutputHeight => ((Height - KernelHeight) / Stride) + 1;

    public int OutputWidth => ((Width - KernelWidth) / Stride) + 1;

    public int ImageSize => Height * Width * Channels;

    public int OutputSize => OutputHeight * OutputWidth * Filters;

    /// <summary>Filters of a group, and the steps of a sum.</summary>
    public int Columns => Filters / Groups;

    public int Steps => KernelHeight * KernelWidth * (Channels / Groups);

    public int PanelsSize => (Columns + Panel - 1) / Panel * Panel * Steps;

    /// <summary>Steps that lie side by side in the image: a row of the kernel or, where a group has some of the channels, a place of it.</summary>
    private int Across => Groups == 1 ? 1 : KernelWidth;

    private int Piece => Steps / KernelHeight / Across;

    public PanelProductShape Forward => new()
    {
        Groups = Groups,
        Lines = OutputHeight,
        Pieces = KernelHeight * Across,
        PiecesAcross = Across,
        Rows = OutputWidth,
        Depth = Piece,
        Columns = Columns,
        LeftSample = ImageSize,
        LeftGroup = Channels / Groups,
        LeftLine = Stride * Width * Channels,
        LeftRow = Stride * Channels,
        LeftDepth = 1,
        LeftPieceDown = Width * Channels,
        LeftPieceAcross = Channels,
        RightGroup = PanelsSize,
        RightDepth = Panel,
        RightPanel = Steps * Panel,
        OutputSample = OutputSize,
        OutputGroup = Columns,
        OutputLine = OutputWidth * Filters,
        OutputRow = Filters,
        BiasGroup = Columns,
    };

    public PanelProductShape Gradient => new()
    {
        Groups = Groups,
        Lines = OutputHeight,
        Pieces = KernelHeight * Across,
        PiecesAcross = Across,
        Rows = Piece,
        Depth = OutputWidth,
        Columns = Columns,
        LeftSample = ImageSize,
        LeftGroup = Channels / Groups,
        LeftLine = Stride * Width * Channels,
        LeftRow = 1,
        LeftDepth = Stride * Channels,
        LeftPieceDown = Width * Channels,
        LeftPieceAcross = Channels,
        RightSample = OutputSize,
        RightGroup = Columns,
        RightLine = OutputWidth * Filters,
        RightDepth = Filters,
        OutputGroup = PanelsSize,
        OutputRow = Panel,
        OutputPanel = Steps * Panel,
    };

    /// <summary>Where in the image the window of a place sees a step of a group.</summary>
    public int Seen(int sample, int y, int x, int group, int step)
    {
        var inputs = Channels / Groups;
        var (channel, across, down) = (step % inputs, step / inputs % KernelWidth, step / inputs / KernelWidth);
        return (sample * ImageSize) + (((((y * Stride) + down) * Width) + (x * Stride) + across) * Channels) + (group * inputs) + channel;
    }

    /// <summary>Where in the panels the weight of a step and a filter of a group lies.</summary>
    public int Weight(int group, int step, int filter) => (group * PanelsSize) + (filter / Panel * Steps * Panel) + (step * Panel) + (filter % Panel);

    public double[] Outputs(int samples, float[] image, float[] weight)
    {
        var outputs = new double[samples * OutputSize];
        for (var at = 0; at < outputs.Length; at++)
        {
            var (filter, x, y, sample) = (at % Filters, at / Filters % OutputWidth, at / Filters / OutputWidth % OutputHeight, at / OutputSize);
            var group = filter / Columns;
            for (var step = 0; step < Steps; step++)
            {
                outputs[at] += (double)image[Seen(sample, y, x, group, step)] * weight[Weight(group, step, filter % Columns)];
            }
        }

        return outputs;
    }
}
