using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Planning;

/// <summary>
/// A product that reads an image through a window, as the library's WindowProduct computes it on the CPU. A tile's rows are places of one line of the output. Its steps are cut
/// into pieces that lie side by side in the image: the rows of the kernel or, where groups have some of the channels only, each place of it.
/// </summary>
internal sealed class WindowProductView(ProductOp product)
{
    private const int Panel = Parameter.PanelWidth;

    private readonly Window _window = product.Window!;
    private readonly Extents _extents = product.Extents;

    /// <summary>Lines of a sample that are added to a gradient, one at a time.</summary>
    public long Additions => _window.OutputHeight;

    /// <summary>Extents and strides.</summary>
    public IEnumerable<ShapeNumber> Shape
    {
        get
        {
            (int groups, int rows, int depth, int columns) = _extents;
            bool isGradient = product.IsParameterGradient;
            int steps = isGradient ? rows : depth, inputs = steps / _window.Taps, outputs = groups * columns;
            int across = groups == 1 ? 1 : _window.KernelWidth, piece = steps / (_window.KernelHeight * across);
            int place = _window.Stride * _window.Channels;
            long panel = Sizes.Times(steps, Panel), group = groups == 1 ? 0 : Parameter.PanelsLength(columns, steps);
            return
            [
                new("Groups", groups, 1), new("Lines", _window.OutputHeight, 1), new("Pieces", _window.KernelHeight * across, 1), new("PiecesAcross", across, 1),
                new("Rows", isGradient ? piece : _window.OutputWidth, null), new("Depth", isGradient ? _window.OutputWidth : piece, null), new("Columns", columns, null),
                new("LeftSample", product.Left.Size), new("LeftGroup", groups == 1 ? 0 : inputs), new("LeftLine", Sizes.Times(_window.Stride, _window.Row)),
                new("LeftRow", isGradient ? 1 : place), new("LeftDepth", isGradient ? place : 1),
                new("LeftPieceDown", _window.Row), new("LeftPieceAcross", across == 1 ? 0 : _window.Channels),
                new("RightSample", isGradient ? product.Right.Size : 0), new("RightGroup", isGradient ? groups == 1 ? 0 : columns : group),
                new("RightLine", isGradient ? Sizes.Times(_window.OutputWidth, outputs) : 0), new("RightDepth", isGradient ? outputs : Panel),
                new("RightPanel", isGradient ? Panel : panel, Panel),
                new("OutputSample", isGradient ? 0 : product.Output.Size), new("OutputGroup", isGradient ? group : groups == 1 ? 0 : columns),
                new("OutputLine", isGradient ? 0 : Sizes.Times(_window.OutputWidth, outputs)), new("OutputRow", isGradient ? Panel : outputs),
                new("OutputPanel", isGradient ? panel : Panel, Panel),
                new("BiasGroup", product.Bias is null || groups == 1 ? 0 : columns),
            ];
        }
    }
}
