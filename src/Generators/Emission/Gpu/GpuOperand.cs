using SparseGen.Generators.Ops;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>How a kernel finds element (row, column) of an operand of a product: the runtime has it as OperandMap.</summary>
internal sealed class GpuOperand
{
    private const int Panel = Parameter.PanelWidth;

    private readonly long _group;
    private readonly long _sample;

    /// <param name="value">The operand.</param>
    /// <param name="strides">Its strides; those of a parameter count elements in the order of PyTorch.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rowsAreOutputs">Of a weight: whether its outputs are the rows, and not the columns.</param>
    /// <param name="batchOnRows">Whether samples continue its rows.</param>
    /// <param name="batchOnColumns">Whether samples continue its columns.</param>
    /// <param name="groupsInSum">Whether the groups continue the axis that the samples continue, before the samples do.</param>
    public GpuOperand(
        Value value, Strides strides, int groups, int rows, int columns, bool rowsAreOutputs,
        bool batchOnRows = false, bool batchOnColumns = false, bool groupsInSum = false)
    {
        bool hasGroupOffset = groups > 1 && strides.Group != 0 && !groupsInSum;
        if (value.Parameter is { IsPanels: true } weight)
        {
            int inputs = weight.Inputs;
            (RowsAreOutputs, ColumnsAreOutputs) = (rowsAreOutputs, !rowsAreOutputs);
            var outputs = new Axis((Panel, 1), (0, (long)Panel * inputs));
            var sum = new Axis((0, Panel));
            (Rows, Columns) = ColumnsAreOutputs ? (sum, outputs) : (outputs, sum);
            _group = hasGroupOffset ? Parameter.PanelsLength(weight.Outputs, inputs) : 0;
        }
        else
        {
            (long, long)[] batch = groupsInSum ? [(groups, strides.Group), (0, value.Size)] : [(0, value.Size)];
            Rows = batchOnRows ? new Axis([(rows, strides.Row), .. batch]) : new Axis((rows, strides.Row));
            Columns = batchOnColumns ? new Axis([(columns, strides.Column), .. batch]) : new Axis((columns, strides.Column));
            _group = hasGroupOffset ? strides.Group : 0;
            _sample = value.Kind != ValueKind.Activation || batchOnRows || batchOnColumns ? 0 : value.Size;
        }
    }

    public Axis Rows { get; }

    public Axis Columns { get; }

    /// <summary>Whether its rows are the outputs of a weight in panels.</summary>
    public bool RowsAreOutputs { get; }

    /// <summary>Whether its columns are the outputs of a weight in panels.</summary>
    public bool ColumnsAreOutputs { get; }

    /// <summary>The constructor call of the runtime's OperandMap, without its type.</summary>
    public string Map => (_group, _sample) switch
    {
        (0, 0) => $"new({Rows.Map}, {Columns.Map})",
        (_, 0) => $"new({Rows.Map}, {Columns.Map}, group: {Text.Of(_group)})",
        (0, _) => $"new({Rows.Map}, {Columns.Map}, sample: {Text.Of(_sample)})",
        _ => $"new({Rows.Map}, {Columns.Map}, {Text.Of(_group)}, {Text.Of(_sample)})",
    };
}
