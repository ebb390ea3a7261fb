using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;
using SparseGen.Kernels;

namespace SparseGen.Generators.Planning;

/// <summary>How a kernel finds element (row, column) of an operand of a product. The runtime has it under the same name.</summary>
/// <param name="Rows">From a row to a distance.</param>
/// <param name="Columns">From a column to a distance.</param>
/// <param name="Group">Floats from group to group.</param>
/// <param name="Sample">Floats from sample to sample, where the samples are not part of an axis.</param>
internal sealed record OperandMap(AxisMap Rows, AxisMap Columns, long Group = 0, long Sample = 0)
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

    /// <summary>The map of a bias, which repeats for every sample.</summary>
    /// <param name="product">The product.</param>
    /// <param name="batch">What the samples continue.</param>
    public static OperandMap OfBias(ProductOp product, BatchAxis batch)
    {
        bool isRows = product.BiasAxis == BiasAxis.Rows;
        (int group, int step) = product.BiasStrides;
        bool repeats = batch == (isRows ? BatchAxis.Rows : BatchAxis.Columns);
        int extent = isRows ? product.Extents.Rows : product.Extents.Columns;
        AxisMap along = repeats ? new((extent, step), (0, 0)) : new((extent, step)), none = new((0, 0));
        return isRows ? new(along, none, group) : new(none, along, group);
    }
}
