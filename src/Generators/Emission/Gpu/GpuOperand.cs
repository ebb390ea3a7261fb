using SparseGen.Generators.Ops;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>Where the samples of a batch go.</summary>
internal enum BatchAxis
{
    /// <summary>They continue the rows: all share the right operand.</summary>
    Rows,

    /// <summary>They continue the columns: all share the left operand.</summary>
    Columns,

    /// <summary>They continue the sum: the output is shared.</summary>
    Depth,

    /// <summary>Each has a product of its own.</summary>
    Grid,
}

/// <summary>How a kernel finds element (row, column) of an operand of a product.</summary>
internal sealed class GpuOperand
{
    private const int Panel = Parameter.PanelWidth;

    /// <param name="value">The operand.</param>
    /// <param name="strides">Its strides; those of a parameter count elements in the order of PyTorch.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="batchOnRows">Whether samples continue its rows.</param>
    /// <param name="batchOnColumns">Whether samples continue its columns.</param>
    /// <param name="groupsInSum">Whether the groups continue the axis that the samples continue, before the samples do.</param>
    public GpuOperand(
        Value value, Strides strides, int groups, int rows, int columns,
        bool batchOnRows = false, bool batchOnColumns = false, bool groupsInSum = false)
    {
        bool hasGroupOffset = groups > 1 && strides.Group != 0 && !groupsInSum;
        if (value.Parameter is { IsPanels: true } weight)
        {
            int inputs = weight.Inputs;
            ColumnsAreOutputs = inputs > 1 ? strides.Column % inputs == 0 : columns >= rows;
            RowsAreOutputs = !ColumnsAreOutputs;
            var outputs = new Axis((Panel, 1), (0, (long)Panel * inputs));
            var sum = new Axis((0, Panel));
            (Rows, Columns) = ColumnsAreOutputs ? (sum, outputs) : (outputs, sum);
            Offset = hasGroupOffset ? Text.Times("group", Parameter.PanelsLength(weight.Outputs, inputs)) + " + " : "";
        }
        else
        {
            (long, long)[] batch = groupsInSum ? [(groups, strides.Group), (0, value.Size)] : [(0, value.Size)];
            Rows = batchOnRows ? new Axis([(rows, strides.Row), .. batch]) : new Axis((rows, strides.Row));
            Columns = batchOnColumns ? new Axis([(columns, strides.Column), .. batch]) : new Axis((columns, strides.Column));
            string? group = hasGroupOffset ? Text.Times("group", strides.Group) : null;
            string? sample = value.Kind != ValueKind.Activation || batchOnRows || batchOnColumns ? null : Text.Times("sample", value.Size);
            Offset = (group, sample) switch
            {
                (null, null) => "",
                (null, _) or (_, null) => (group ?? sample) + " + ",
                _ => $"{sample} + {group} + ",
            };
        }
    }

    public Axis Rows { get; }

    public Axis Columns { get; }

    /// <summary>What the group and the sample add, with a plus behind it.</summary>
    public string Offset { get; } = "";

    /// <summary>Whether its rows are the outputs of a weight in panels.</summary>
    public bool RowsAreOutputs { get; }

    /// <summary>Whether its columns are the outputs of a weight in panels.</summary>
    public bool ColumnsAreOutputs { get; }

    /// <summary>The address of an element, given by expressions.</summary>
    public string At(string row, string column) => $"{Offset}{Rows.At(row)} + {Columns.At(column)}";
}
