using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;
using SparseGen.Kernels;

namespace SparseGen.Generators.Planning;

/// <summary>How a kernel finds element (row, column) of an operand of a product. The runtime has it under the same name.</summary>
/// <param name="Rows">From a row to a distance.</param>
/// <param name="Columns">From a column to a distance.</param>
/// <param name="Group">Floats from group to group.</param>
/// <param name="Sample">Floats from sample to sample, where the samples are not part of an axis.</param>
/// <param name="Start">Floats before element (0, 0): an axis may go backwards.</param>
internal sealed record OperandMap(AxisMap Rows, AxisMap Columns, long Group = 0, long Sample = 0, long Start = 0) : Unprinted
{
    private const int Panel = Parameter.PanelWidth;

    /// <summary>The map of a weight in panels of its outputs.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="rowsAreOutputs">Whether its outputs are the rows, and not the columns.</param>
    /// <param name="hasGroups">Whether groups follow each other.</param>
    public static OperandMap OfPanels(Parameter weight, bool rowsAreOutputs, bool hasGroups)
    {
        var outputs = new AxisMap((Panel, 1), (0, (long)Panel * weight.Inputs));
        var sum = new AxisMap((0, Panel));
        long group = hasGroups ? Parameter.PanelsLength(weight.Outputs, weight.Inputs) : 0;
        return rowsAreOutputs ? new(outputs, sum, group) : new(sum, outputs, group);
    }

    /// <summary>
    /// The map of an image that is read through a window, all of which are pixels. Steps of the sum are (ky, kx, c), or (c, ky, kx) where the weight is read backwards and its
    /// outputs do not fill their panels: whole panels can be counted through only as the last digit.
    /// </summary>
    /// <param name="window">The window.</param>
    /// <param name="channels">Channels of a group.</param>
    /// <param name="isTransposed">Whether the places are columns and not rows.</param>
    /// <param name="tapsFirst">Whether the places of the kernel are the fastest digits of a step.</param>
    public static OperandMap OfWindow(Window window, int channels, bool isTransposed, bool tapsFirst)
    {
        (long, long)[] taps = [(window.KernelWidth, window.Channels), (window.KernelHeight, window.Row)];
        var places = new AxisMap(
            (window.OutputWidth, (long)window.Stride * window.Channels), (window.OutputHeight, (long)window.Stride * window.Row), (0, (long)window.Height * window.Row));
        AxisMap steps = tapsFirst ? new AxisMap([.. taps, (0, 1)]) : new AxisMap([(channels, 1), .. taps]);
        long group = channels == window.Channels ? 0 : channels;
        return isTransposed ? new(steps, places, group) : new(places, steps, group);
    }

    /// <summary>The map of a convolution's weight that takes gradients back: its rows are places of the kernel, turned round, and outputs; its columns are channels.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="tapsFirst">Whether the places are the fastest digit of a row.</param>
    public static OperandMap OfTurnedKernel(Parameter weight, bool tapsFirst)
    {
        long tap = (long)weight.Inputs / weight.Taps * Panel, panel = (long)weight.Inputs * Panel;
        var rows = tapsFirst
            ? new AxisMap((weight.Taps, -tap), (Panel, 1), (0, panel))
            : new AxisMap((Panel, 1), (weight.Outputs / Panel, panel), (0, -tap));
        return new(rows, new AxisMap((0, Panel)), weight.Groups > 1 ? Parameter.PanelsLength(weight.Outputs, weight.Inputs) : 0, 0, (weight.Taps - 1) * tap);
    }

    /// <summary>The map of anything else.</summary>
    /// <param name="value">The operand.</param>
    /// <param name="strides">Its strides.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="hasGroups">Whether groups follow each other.</param>
    /// <param name="batchOnRows">Whether samples continue its rows.</param>
    /// <param name="batchOnColumns">Whether samples continue its columns.</param>
    /// <param name="groupsInSum">How many groups continue the axis that the samples continue, before the samples do.</param>
    public static OperandMap Of(Value value, Strides strides, int rows, int columns, bool hasGroups, bool batchOnRows, bool batchOnColumns, int groupsInSum)
    {
        (long, long)[] batch = [(groupsInSum, strides.Group), (0, value.Size)];
        AxisMap Axis(int extent, int stride, bool hasBatch) => hasBatch ? new AxisMap([(extent, stride), .. batch]) : new AxisMap((extent, stride));
        return new(
            Axis(rows, strides.Row, batchOnRows),
            Axis(columns, strides.Column, batchOnColumns),
            hasGroups ? strides.Group : 0,
            value.Kind != ValueKind.Activation || batchOnRows || batchOnColumns ? 0 : value.Size);
    }

    /// <summary>The map of an operand that is read where it lay before it was moved; null where its axes are no numbers of a few digits there.</summary>
    /// <param name="digits">Where the numbers of a sample lie.</param>
    /// <param name="size">Numbers of a sample.</param>
    /// <param name="strides">Strides of the operand behind the move.</param>
    /// <param name="groups">How many groups there are.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="batchOnRows">Whether samples continue its rows.</param>
    /// <param name="batchOnColumns">Whether samples continue its columns.</param>
    public static OperandMap? OfMoved(
        IReadOnlyList<IndexDimension> digits, int size, Strides strides, int groups, int rows, int columns, bool batchOnRows, bool batchOnColumns)
    {
        AxisMap? ofRows = AxisMap.Through(digits, rows, strides.Row, batchOnRows ? size : null);
        AxisMap? ofColumns = AxisMap.Through(digits, columns, strides.Column, batchOnColumns ? size : null);
        AxisMap? ofGroups = AxisMap.Through(digits, groups, strides.Group, null);
        return ofRows is null || ofColumns is null || ofGroups is not { IsPlain: true } ? null
            : new(ofRows, ofColumns, groups > 1 ? ofGroups.Step : 0, batchOnRows || batchOnColumns ? 0 : size);
    }

    /// <summary>The map of a bias, which repeats for every sample.</summary>
    /// <param name="product">The product.</param>
    /// <param name="batch">What the samples continue.</param>
    /// <param name="output">How the output lies.</param>
    public static OperandMap OfBias(ProductOp product, BatchAxis batch, OperandMap output)
    {
        if (product.HasMovedBias)
        {
            return new(new((0, 0)), output.Columns, output.Group);
        }

        bool isRows = product.BiasAxis == BiasAxis.Rows;
        (int group, int step) = product.BiasStrides;
        bool repeats = batch == (isRows ? BatchAxis.Rows : BatchAxis.Columns);
        int extent = isRows ? product.Extents.Rows : product.Extents.Columns;
        AxisMap along = repeats ? new((extent, step), (0, 0)) : new((extent, step)), none = new((0, 0));
        return isRows ? new(along, none, group) : new(none, along, group);
    }
}
