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
    public GpuOperand(Value value, Strides strides, int groups, int rows, int columns, bool batchOnRows = false, bool batchOnColumns = false)
    {
        if (value.Parameter?.Storage == ParameterStorage.Panels)
        {
            int inputs = value.Parameter.Inputs;
            ColumnsAreOutputs = inputs > 1 ? strides.Column % inputs == 0 : columns >= rows;
            RowsAreOutputs = !ColumnsAreOutputs;
            var outputs = new Axis((Panel, 1), (0, (long)Panel * inputs));
            var sum = new Axis((0, Panel));
            (Rows, Columns) = ColumnsAreOutputs ? (sum, outputs) : (outputs, sum);
            if (groups > 1)
            {
                OutputsOfGroup = strides.Group % inputs == 0
                    ? strides.Group / inputs
                    : throw new InvalidOperationException($"The groups of {value} cut through its panels.");
            }
        }
        else
        {
            Rows = batchOnRows ? new Axis((rows, strides.Row), (0, value.Size)) : new Axis((rows, strides.Row));
            Columns = batchOnColumns ? new Axis((columns, strides.Column), (0, value.Size)) : new Axis((columns, strides.Column));
            string? group = groups == 1 || strides.Group == 0 ? null : Text.Times("group", strides.Group);
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

    /// <summary>Outputs from one group to the next, for a weight in panels: where panels are cut is counted over all groups.</summary>
    public int OutputsOfGroup { get; }

    /// <summary>The row to look up for row <paramref name="index"/> of a group.</summary>
    public string Row(string index) => RowsAreOutputs && OutputsOfGroup > 0 ? $"group * {OutputsOfGroup} + {index}" : index;

    /// <summary>The column to look up for column <paramref name="index"/> of a group.</summary>
    public string Column(string index) => ColumnsAreOutputs && OutputsOfGroup > 0 ? $"group * {OutputsOfGroup} + {index}" : index;

    /// <summary>The address of an element, given by expressions.</summary>
    public string At(string row, string column) => $"{Offset}{Rows.At(Row(row))} + {Columns.At(Column(column))}";
}
