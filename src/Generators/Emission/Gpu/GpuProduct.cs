using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>
/// Products on GPUs: one tiled kernel for all of them. The forms differ in how operands lie in memory and in which axis the batch
/// continues, and both are index maps.
/// </summary>
internal sealed class GpuProduct
{
    private const int Panel = Parameter.PanelWidth;

    public GpuProduct(FusedProduct fused)
    {
        Fused = fused;
        (int groups, int rows, int depth, int columns) = (Extents.Groups, Extents.Rows, Extents.Depth, Extents.Columns);
        Batch = Product.IsParameterGradient ? BatchAxis.Depth
            : Product.Right.IsShared ? BatchAxis.Rows
            : Product.Left.IsShared ? BatchAxis.Columns
            : BatchAxis.Grid;
        Left = new GpuOperand(Product.Left, Product.LeftStrides, groups, rows, depth, Batch == BatchAxis.Rows, Batch == BatchAxis.Depth, Product.SumsGroups);
        Right = new GpuOperand(Product.Right, Product.RightStrides, groups, depth, columns, Batch == BatchAxis.Depth, Batch == BatchAxis.Columns, Product.SumsGroups);
        Output = new GpuOperand(Product.Output, Product.OutputStrides, groups, rows, columns, Batch == BatchAxis.Rows, Batch == BatchAxis.Columns);
        int padding = Padding(Product.Output);
        RowPadding = Output.RowsAreOutputs ? padding : 0;
        ColumnPadding = Output.ColumnsAreOutputs ? padding : 0;
        Tile = GpuTile.Choose(
            Batch == BatchAxis.Rows ? null : rows + RowPadding,
            Batch == BatchAxis.Columns ? null : columns + ColumnPadding);
    }

    public FusedProduct Fused { get; }

    public ProductOp Product => Fused.Product;

    public Extents Extents => Product.Extents;

    /// <summary>Which axis the samples continue.</summary>
    public BatchAxis Batch { get; }

    public GpuOperand Left { get; }

    public GpuOperand Right { get; }

    public GpuOperand Output { get; }

    public GpuTile Tile { get; }

    /// <summary>Rows that pad the last panel of the output.</summary>
    public int RowPadding { get; }

    /// <summary>Columns that pad the last panel of the output.</summary>
    public int ColumnPadding { get; }

    /// <summary>Groups that are computed apart; those of a shared weight's gradient are part of the sum.</summary>
    public int Groups => Product.SumsGroups ? 1 : Extents.Groups;

    /// <summary>Number of rows, in the kernel.</summary>
    public string Rows => Batch == BatchAxis.Rows ? "rows" : Text.Of(Extents.Rows);

    /// <summary>Number of columns, in the kernel.</summary>
    public string Columns => Batch == BatchAxis.Columns ? "columns" : Text.Of(Extents.Columns);

    public void Emit(GpuContext gpu)
    {
        string key = string.Join("|", "Product", Extents, Product.LeftStrides, Product.RightStrides, Product.OutputStrides,
            Layout(Product.Left), Layout(Product.Right), Layout(Product.Output), Product.Bias is null ? null : Product.BiasAxis,
            Fused.Residual is not null, Fused.Epilogue?.Key(Fused.Stored), Fused.EpilogueWiring);
        string kernel = gpu.Kernel(key, ProductText.Name(Fused), Create);
        gpu.Call(kernel, [
            gpu.View(Product.Left), gpu.View(Product.Right),
            .. Product.Bias is null ? Array.Empty<string>() : [gpu.View(Product.Bias)],
            gpu.View(Fused.Result),
            .. Fused.Residual is null ? Array.Empty<string>() : [gpu.View(Fused.Residual)],
            .. Fused.EpilogueOperands.Select(gpu.View),
        ]);
    }

    private static string Layout(Value value) => value.Kind == ValueKind.Activation
        ? Text.Of(value.Size)
        : $"{value.Parameter!.Storage} {value.IsShared} {value.Parameter.Shape}";

    private static int Padding(Value output) => output.Parameter is { IsPanels: true } parameter
        ? (Panel - parameter.Outputs % Panel) % Panel
        : 0;

    private GpuKernel Create()
    {
        bool isGradient = Batch == BatchAxis.Depth;
        string rowTiles = Tiles(Batch == BatchAxis.Rows, "rows", Extents.Rows + RowPadding, Tile.Rows);
        string columnTiles = Tiles(Batch == BatchAxis.Columns, "columns", Extents.Columns + ColumnPadding, Tile.Columns);
        string groups = Text.Of(Groups);

        // Only x has room for any number of groups, so the batch goes there.
        string configuration = Batch switch
        {
            BatchAxis.Columns => GpuKernel.Groups(columnTiles, rowTiles, groups),
            BatchAxis.Depth => GpuKernel.Groups(rowTiles, columnTiles, Groups == 1 ? "splits" : $"splits * {groups}"),
            BatchAxis.Grid => GpuKernel.Groups($"{GpuContext.Samples} * {rowTiles}", columnTiles, groups),
            _ => GpuKernel.Groups(rowTiles, columnTiles, groups),
        };
        return new GpuKernel
        {
            Summary = ProductText.Describe(Fused),
            Views =
            [
                "left", "right",
                .. Product.Bias is null ? Array.Empty<string>() : ["bias"],
                .. isGradient ? Array.Empty<string>() : ["output"],
                .. Fused.Residual is null ? Array.Empty<string>() : ["residual"],
                .. Fused.EpilogueOperands.Select(static (_, i) => $"operand{i}"),
            ],
            Arguments = [],
            Numbers = Batch switch
            {
                BatchAxis.Rows => ["rows"],
                BatchAxis.Columns => ["columns"],
                BatchAxis.Depth => ["depth", "chunk"],
                _ => [],
            },
            Preparation = Batch switch
            {
                BatchAxis.Rows => $"int rows = {GpuContext.Times(Extents.Rows)};",
                BatchAxis.Columns => $"int columns = {GpuContext.Times(Extents.Columns)};",
                BatchAxis.Depth => $"int depth = {GpuContext.Times((long)Extents.Depth * (Product.SumsGroups ? Extents.Groups : 1))};\nint splits = frame.Split(depth, out int chunk);",
                _ => "",
            },
            Gradients = isGradient ? [("gradient", Product.Output.Parameter!.StorageLength)] : [],
            Configuration = configuration,
            Body = code => new GpuProductKernel(code, this).Write(),
        };
    }

    private static string Tiles(bool isBatch, string count, int extent, int tile) =>
        isBatch ? $"({count} + {tile - 1}) / {tile}" : Text.Of((extent + tile - 1) / tile);
}
