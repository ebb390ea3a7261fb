using SparseGen.Generators.Emission.Model;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;
using SparseGen.Kernels;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>
/// Products on GPUs: the runtime's ProductKernel, one tiled kernel for all of them. The forms differ in how operands lie in memory and in what the samples of a batch continue:
/// both stand in the product's shape, a type of constants.
/// </summary>
internal sealed class GpuProduct
{
    private const int Panel = Parameter.PanelWidth;

    private readonly GpuContext _gpu;
    private readonly FusedProduct _fused;
    private readonly ProductOp _product;
    private readonly Extents _extents;
    private readonly BatchAxis _batch;
    private readonly GpuOperand _left;
    private readonly GpuOperand _right;
    private readonly GpuOperand _output;
    private readonly int _storedRows;
    private readonly int _storedColumns;
    private readonly GpuTile _tile;

    public GpuProduct(GpuContext gpu, FusedProduct fused)
    {
        (_gpu, _fused, _product, _extents) = (gpu, fused, fused.Product, fused.Product.Extents);
        (int groups, int rows, int depth, int columns) = (_extents.Groups, _extents.Rows, _extents.Depth, _extents.Columns);
        _batch = _product.IsParameterGradient ? BatchAxis.Depth
            : _product.Right.IsShared ? BatchAxis.Rows
            : _product.Left.IsShared ? BatchAxis.Columns
            : BatchAxis.Samples;
        bool rowsAreOutputs = _product.WeightRowsAreOutputs;
        _left = new GpuOperand(_product.Left, _product.LeftStrides, groups, rows, depth, rowsAreOutputs, _batch == BatchAxis.Rows, IsGradient, _product.SumsGroups);
        _right = new GpuOperand(_product.Right, _product.RightStrides, groups, depth, columns, rowsAreOutputs, IsGradient, _batch == BatchAxis.Columns, _product.SumsGroups);
        _output = new GpuOperand(_product.Output, _product.OutputStrides, groups, rows, columns, rowsAreOutputs, _batch == BatchAxis.Rows, _batch == BatchAxis.Columns);

        // Padding of the last panel is stored as well: it is zero in the partial sums too.
        int padding = _product.Output.Parameter is { IsPanels: true } parameter ? (Panel - parameter.Outputs % Panel) % Panel : 0;
        _storedRows = rows + (_output.RowsAreOutputs ? padding : 0);
        _storedColumns = columns + (_output.ColumnsAreOutputs ? padding : 0);
        _tile = GpuTile.Choose(_batch == BatchAxis.Rows ? null : _storedRows, _batch == BatchAxis.Columns ? null : _storedColumns);
    }

    private bool IsGradient => _batch == BatchAxis.Depth;

    public void Emit()
    {
        long length = IsGradient ? _product.Output.Parameter!.StorageLength : 0;
        _gpu.AddsToGradient(length, 0);
        string[] members = [.. ShapeMembers(length)];
        string name = $"Rows{Text.Of(_extents.Rows)}Depth{Text.Of(_extents.Depth)}Columns{Text.Of(_extents.Columns)}";
        string shape = _gpu.Type($"Shape|{string.Join("|", members)}", name, IsGradient ? "IGradientShape" : "IProductShape", "Extents and index maps of a product.", members);
        string tile = $"{_tile.PartType}, {Share(_left.Columns, _left.Rows, _tile.Rows)}, {Share(_right.Rows, _right.Columns, _tile.Columns)}";
        string call = IsGradient ? $"ProductKernel.RunGradient<{shape}, {tile}>" : $"ProductKernel.Run<{shape}, {GpuElementwise.StoreTypes(_gpu, _fused)}, {tile}>";
        string creation = $"GpuProduct.Of{(IsGradient ? "Gradient" : "")}<GpuKernels.{shape}>";
        string kernel = _gpu.Kernel(ProductText.Name(_fused), ProductText.Describe(_fused), call, "ProductArguments", "GpuProduct", creation, $"{_tile.Rows}, {_tile.Columns}");
        _gpu.Launch(kernel, [], _gpu.Operands(_fused, _product.Left, _product.Right));
    }

    /// <summary>Neighbouring threads read neighbouring numbers: along the sum if it has stride 1, else along the lines.</summary>
    private static string Share(Axis sum, Axis lines, int length) =>
        $"TileShare{length / 4}<{(sum.Step == 1 && lines.Step != 1 ? "AlongSum" : "AlongLines")}{length}>";

    private IEnumerable<string> ShapeMembers(long length)
    {
        // The groups of a shared weight's gradient are part of the sum.
        int groups = _product.SumsGroups ? 1 : _extents.Groups;
        long depth = _product.SumsGroups ? Sizes.Times(_extents.Depth, _extents.Groups) : _extents.Depth;
        yield return $"ProductExtents Extents => new(BatchAxis.{_batch}, {groups}, {_extents.Rows}, {depth}, {_extents.Columns})";
        yield return $"OperandMap Left => {_left.Map}";
        yield return $"OperandMap Right => {_right.Map}";
        yield return $"OperandMap Output => {_output.Map}";
        yield return $"OperandMap Bias => {Bias}";
        if (IsGradient)
        {
            yield return $"GradientExtents Gradient => new({_storedRows}, {_storedColumns}, {Text.Of(length)})";
        }
    }

    /// <summary>The bias, which repeats for every sample.</summary>
    private string Bias
    {
        get
        {
            if (_product.Bias is null)
            {
                return "default";
            }

            bool isRows = _product.BiasAxis == BiasAxis.Rows;
            (int group, int step) = _product.BiasStrides;
            bool repeats = _batch == (isRows ? BatchAxis.Rows : BatchAxis.Columns);
            string along = repeats ? $"new({(isRows ? _extents.Rows : _extents.Columns)}, {step}, 0)" : $"new({step})";
            return $"new({(isRows ? along : "new(0)")}, {(isRows ? "new(0)" : along)}{(group == 0 ? "" : $", group: {group}")})";
        }
    }
}
