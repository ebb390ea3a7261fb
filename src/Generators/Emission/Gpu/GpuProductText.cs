using SparseGen.Generators.Emission.Model;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>
/// Writes what only the generator knows of a product's kernel: the type with its index maps, its edges and its epilogue, and the kernel, which hands it to the library's with
/// a tile.
/// </summary>
internal sealed class GpuProductText(GpuProduct product)
{
    private const string Arguments = "arguments";

    private readonly Extents _extents = product.Extents;
    private readonly GpuTile _tile = product.Tile;

    private bool IsGradient => product.Batch == BatchAxis.Depth;

    /// <summary>Writes the type and the kernel.</summary>
    public void Write(CodeWriter code, string name)
    {
        string type = name + "Product";
        code.Summary(ProductText.Describe(product.Fused));
        code.Line(GeneratedMarks.NestedType);
        using (code.Block($"private readonly struct {type} : {(IsGradient ? "IGradientProduct" : "IProduct")}"))
        {
            if (IsGradient)
            {
                WriteGradient(code);
            }
            else
            {
                WriteProduct(code);
            }
        }

        code.Line();
        string types = $"{type}, {_tile.PartType}, {Share(product.Left.Columns, product.Left.Rows, _tile.Rows)}, {Share(product.Right.Rows, product.Right.Columns, _tile.Columns)}";
        (string method, string more) = product.Batch switch
        {
            BatchAxis.Columns => ("RunColumns", ""),
            BatchAxis.Depth => ("RunGradient", ""),
            BatchAxis.Grid => ("RunSamples", $", {Text.Of((_extents.Rows + _tile.Rows - 1) / _tile.Rows)}"),
            _ => ("Run", ""),
        };
        code.Line($"public static void {name}(ProductArguments {Arguments}) =>");
        code.Line($"    ProductKernel.{method}<{types}>({Arguments}{more});");
    }

    /// <summary>Neighbouring threads read neighbouring numbers: along the sum if it has stride 1, else along the lines.</summary>
    private static string Share(Axis sum, Axis lines, int length) =>
        $"TileShare{length / 4}<{(sum.Step == 1 && lines.Step != 1 ? "AlongSum" : "AlongLines")}{length}>";

    private void WriteProduct(CodeWriter code)
    {
        string? depth = _extents.Depth % GpuTile.Depth == 0 ? null : $"k < {Text.Of(_extents.Depth)}";
        code.Line($"public static int Depth => {Text.Of(_extents.Depth)};");
        code.Line();
        WriteOperand(code, "Left", "int sample, int group, int row, int k", product.Left.At("row", "k"), RowEdge, depth);
        code.Line();
        WriteOperand(code, "Right", "int sample, int group, int k, int column", product.Right.At("k", "column"), ColumnEdge, depth);
        code.Line();
        using (code.Block($"public static void Store(ProductArguments {Arguments}, int sample, int group, int row, int column, float sum)"))
        using (Conditions(RowEdge, ColumnEdge) is { } inside ? code.Block($"if ({inside})") : null)
        {
            code.Line($"int at = {product.Output.At("row", "column")};");
            code.Line($"float value = sum{Bias()}{(product.Fused.Residual is null ? "" : $" + {Arguments}.Residual[at]")};");
            for (int i = 0; i < product.Fused.Noises.Count; i++)
            {
                code.Line($"NoiseStream noise{i} = {Arguments}.Noise{i};");
            }

            GpuElementwise.WriteResult(code, product.Fused, $"{Arguments}.Output", static i => $"{Arguments}.Operand{i}");
        }
    }

    private void WriteGradient(CodeWriter code)
    {
        code.Line($"public static int Groups => {Text.Of(product.Groups)};");
        code.Line();
        code.Line($"public static int Length => {Text.Of(product.Product.Output.Parameter!.StorageLength)};");
        code.Line();
        WriteOperand(code, "Left", "int group, int row, int k", product.Left.At("row", "k"), RowEdge);
        code.Line();
        WriteOperand(code, "Right", "int group, int k, int column", product.Right.At("k", "column"), ColumnEdge);
        code.Line();

        // Padding is stored as well: it is zero in the partial sums too.
        string? inside = Conditions(
            Edge("row", product.RowPadding, _extents.Rows, _tile.Rows, product.Rows), Edge("column", product.ColumnPadding, _extents.Columns, _tile.Columns, product.Columns));
        string place = product.Output.At("row", "column");
        code.Line($"public static int Place(int group, int row, int column) => {(inside is null ? place : $"{inside} ? {place} : -1")};");
    }

    private string? RowEdge => Edge("row", 0, _extents.Rows, _tile.Rows, product.Rows);

    private string? ColumnEdge => Edge("column", 0, _extents.Columns, _tile.Columns, product.Columns);

    /// <summary>The condition for being inside, or null where tiles end where the matrix does.</summary>
    private static string? Edge(string index, int padding, int extent, int tile, string count) =>
        padding > 0 ? ((extent + padding) % tile == 0 ? null : $"{index} < {Text.Of(extent + padding)}")
        : extent % tile == 0 ? null
        : $"{index} < {count}";

    private static string? Conditions(params string?[] conditions) =>
        conditions.Any(static c => c is not null) ? string.Join(" && ", conditions.Where(static c => c is not null)) : null;

    private static void WriteOperand(CodeWriter code, string name, string indices, string place, params string?[] edges)
    {
        string element = $"{Arguments}.{name}[{place}]";
        code.Line($"public static float {name}(ProductArguments {Arguments}, {indices}) =>");
        code.Line($"    {(Conditions(edges) is { } inside ? $"{inside} ? {element} : 0f" : element)};");
    }

    /// <summary>The bias, which repeats for every sample.</summary>
    private string Bias()
    {
        if (product.Product.Bias is null)
        {
            return "";
        }

        bool isRows = product.Product.BiasAxis == BiasAxis.Rows;
        (int group, int step) = product.Product.BiasStrides;
        bool repeats = product.Batch == (isRows ? BatchAxis.Rows : BatchAxis.Columns);
        string index = (isRows ? "row" : "column") + (repeats ? $" % {(isRows ? _extents.Rows : _extents.Columns)}" : "");
        return $" + {Arguments}.Bias[{(group == 0 ? "" : Text.Times("group", group) + " + ")}{Text.Times(index, step)}]";
    }
}
