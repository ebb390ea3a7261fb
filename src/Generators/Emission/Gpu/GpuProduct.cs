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
    public string Rows => Batch == BatchAxis.Rows ? "arguments.Batch" : Text.Of(Extents.Rows);

    /// <summary>Number of columns, in the kernel.</summary>
    public string Columns => Batch == BatchAxis.Columns ? "arguments.Batch" : Text.Of(Extents.Columns);

    public void Emit(GpuContext gpu)
    {
        string key = string.Join("|", "Product", Extents, Product.LeftStrides, Product.RightStrides, Product.OutputStrides,
            Layout(Product.Left), Layout(Product.Right), Layout(Product.Output), Product.Bias is null ? null : Product.BiasAxis,
            Fused.Residual is not null, Fused.Epilogue?.Key(Fused.Stored), Fused.EpilogueWiring);
        long partial = Batch == BatchAxis.Depth ? Product.Output.Parameter!.StorageLength : 0;
        string kernel = gpu.Kernel(key, ProductText.Name(Fused), new GpuProductText(this).Write, WriteLaunch, partial);
        gpu.Call(kernel, Arguments(gpu));
    }

    private string Arguments(GpuContext gpu)
    {
        string?[] members =
        [
            $"Left = {gpu.View(Product.Left)}",
            $"Right = {gpu.View(Product.Right)}",
            Product.Bias is null ? null : $"Bias = {gpu.View(Product.Bias)}",
            $"Output = {gpu.View(Fused.Result)}",
            Fused.Residual is null ? null : $"Residual = {gpu.View(Fused.Residual)}",
            .. Fused.EpilogueOperands.Select((value, i) => $"Operand{i} = {gpu.View(value)}"),
            .. Fused.Noises.Select(static (noise, i) => $"Noise{i} = {GpuContext.Noise(noise)}"),
        ];
        return Text.Initializer("new ProductArguments(frame.Parameters)", members);
    }

    private static string Layout(Value value) => value.Kind == ValueKind.Activation
        ? Text.Of(value.Size)
        : $"{value.Parameter!.Storage} {value.IsShared} {value.Parameter.Shape}";

    private static int Padding(Value output) => output.Parameter is { IsPanels: true } parameter
        ? (Panel - parameter.Outputs % Panel) % Panel
        : 0;

    /// <summary>The method that launches the kernel, with the field that holds it once it is compiled.</summary>
    private void WriteLaunch(CodeWriter code, string name)
    {
        string rowTiles = Tiles(Batch == BatchAxis.Rows, Extents.Rows + RowPadding, Tile.Rows);
        string columnTiles = Tiles(Batch == BatchAxis.Columns, Extents.Columns + ColumnPadding, Tile.Columns);
        string groups = Text.Of(Groups);

        // Only x has room for any number of groups, so the batch goes there.
        string configuration = Batch switch
        {
            BatchAxis.Columns => GpuKernel.Groups(columnTiles, rowTiles, groups),
            BatchAxis.Depth => GpuKernel.Groups(rowTiles, columnTiles, Groups == 1 ? "splits" : $"splits * {groups}"),
            BatchAxis.Grid => GpuKernel.Groups($"{GpuContext.Samples} * {rowTiles}", columnTiles, groups),
            _ => GpuKernel.Groups(rowTiles, columnTiles, groups),
        };
        long batch = Batch switch
        {
            BatchAxis.Rows => Extents.Rows,
            BatchAxis.Columns => Extents.Columns,
            BatchAxis.Depth => (long)Extents.Depth * (Product.SumsGroups ? Extents.Groups : 1),
            _ => 1,
        };
        string field = GpuKernel.Field(name);
        code.Line($"private Action<KernelConfig, ProductArguments>? {field};");
        code.Line();
        using (code.Block($"private void {name}(GpuFrame frame, ProductArguments arguments)"))
        {
            code.Line($"{field} ??= frame.Accelerator.LoadStreamKernel<ProductArguments>(GpuKernels.{name});");
            code.Line($"arguments.Batch = {GpuContext.Times(batch)};");
            if (Batch != BatchAxis.Depth)
            {
                code.Line($"{field}({configuration}, arguments);");
                return;
            }

            code.Lines($"""
                int splits = frame.Split(arguments.Batch, out arguments.Chunk);
                ArrayView<float> gradient = arguments.Output;
                arguments.Output = frame.Partials;
                {field}({configuration}, arguments);
                frame.AddPartials(gradient, {Text.Of(Product.Output.Parameter!.StorageLength)}, splits);
                """);
        }
    }

    private static string Tiles(bool isBatch, int extent, int tile) =>
        isBatch ? $"(arguments.Batch + {tile - 1}) / {tile}" : Text.Of((extent + tile - 1) / tile);
}
