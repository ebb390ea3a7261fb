using SparseGen.Generators.IR;
using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>A dense product as kernels for GPUs spell it: its shape, which is written when it is new, and what else they are specialised by.</summary>
internal sealed class TiledText
{
    private readonly TiledProduct _tiled;
    private readonly string _store;

    /// <param name="gpu">Takes the types.</param>
    /// <param name="fused">The product.</param>
    /// <param name="biasGradient">Of a gradient the one of the bias, which its kernel adds up besides; null for none.</param>
    public TiledText(GpuContext gpu, FusedProduct fused, Value? biasGradient)
    {
        _tiled = new TiledProduct(fused.Product);
        if (IsGradient)
        {
            gpu.Room.AddsPartials(_tiled.GradientLength + (biasGradient?.Size ?? 0), _tiled.Extents.Depth, _tiled.GradientTiles);
        }

        string[] members = [.. ShapeMembers(_tiled, biasGradient)];
        (int rows, int depth, int columns) = (fused.Product.Extents.Rows, fused.Product.Extents.Depth, fused.Product.Extents.Columns);
        Shape = gpu.Type(
            $"Shape|{string.Join("|", members)}", $"Rows{Text.Of(rows)}Depth{Text.Of(depth)}Columns{Text.Of(columns)}", IsGradient ? "IGradientShape" : "IProductShape",
            "Extents and index maps of a product.", members);
        _store = IsGradient ? "" : $"{GpuElementwise.StoreTypes(gpu, fused)}, ";
        (Name, Description) = (ProductText.Name(fused), ProductText.Describe(fused));
        Operands = gpu.Operands(fused, fused.Product.Left, fused.Product.Right);
        if (biasGradient is not null)
        {
            (Name, Description) = ($"{Name}AndBias", $"{Description} The gradient of the bias, the sum of the gradients of the output, is added up too.");
            Operands = [.. Operands, $"Bias = {gpu.Ref(biasGradient)}"];
        }
    }

    /// <summary>Whether it is added to the gradient of a weight.</summary>
    public bool IsGradient => _tiled.IsGradient;

    /// <summary>Name of its kernel, if that is free.</summary>
    public string Name { get; }

    /// <summary>What it computes.</summary>
    public string Description { get; }

    /// <summary>Type of its shape.</summary>
    public string Shape { get; }

    /// <summary>Type of its operands.</summary>
    public string Arguments => IsGradient ? "GradientArguments" : "ProductArguments";

    /// <summary>Type of its tile, up to the type arguments.</summary>
    public string Tile => IsGradient ? "GradientTile" : "ProductTile";

    /// <summary>Assignments of its operands.</summary>
    public IReadOnlyList<string> Operands { get; }

    /// <summary>The tiles that may pay, the one for any device first.</summary>
    public IReadOnlyList<ThreadTile> Tiles => _tiled.Tiles;

    /// <summary>Whether a device that is asked to may compute a tile on tensor cores.</summary>
    public bool MayUseTensorCores(ThreadTile tile) => _tiled.MayUseTensorCores(tile);

    /// <summary>Type arguments of its tile.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="part">A thread's part of it.</param>
    public string Types(ThreadTile tile, string part) =>
        $"{Shape}, {_store}{part}, {Share(_tiled.LeftLoads(tile))}, {Share(_tiled.RightLoads(tile))}";

    private static string Share(TileLoads loads)
    {
        string distances = loads.AreEven ? "EvenLoads" : "ScatteredLoads";
        string edge = loads.HaveLastStep ? $"ToEdge<{distances}>" : loads.HaveLastLine ? $"ToLastLine<{distances}>" : distances;
        string pattern = $"{(loads.AreQuads ? "Quads" : "")}Along{(loads.ThreadsGoAlongSum ? "Sum" : "Lines")}<Lines{loads.Lines}>";
        return $"{(loads.AreQuads ? "Quad" : "Number")}Share{loads.PerThread}<{pattern}, {edge}>";
    }

    private static IEnumerable<string> ShapeMembers(TiledProduct tiled, Value? biasGradient)
    {
        (int groups, int rows, int depth, int columns) = tiled.Extents;
        yield return $"ProductExtents Extents => new(BatchAxis.{tiled.Batch}, {groups}, {rows}, {depth}, {columns})";
        yield return $"OperandMap Left => {Map(tiled.Left)}";
        yield return $"OperandMap Right => {Map(tiled.Right)}";
        yield return $"OperandMap Output => {Map(tiled.Output)}";
        yield return $"OperandMap Bias => {(tiled.Bias is null ? "default" : Map(tiled.Bias))}";
        if (tiled.IsGradient)
        {
            yield return $"GradientExtents Gradient => new({tiled.StoredRows}, {tiled.StoredColumns}, {Text.Of(tiled.GradientLength)}{Bias(tiled, biasGradient)})";
        }
    }

    /// <summary>Along which axis of the gradient that of the bias runs: that of the operand which is the gradient of the output.</summary>
    private static string Bias(TiledProduct tiled, Value? gradient) =>
        gradient is null ? "" : $", bias{(tiled.SumsLeft ? "Rows" : "Columns")}: {Text.Of(gradient.Size)}";

    private static string Map(OperandMap map)
    {
        string group = map.Group == 0 ? "" : $", group: {Text.Of(map.Group)}", sample = map.Sample == 0 ? "" : $", sample: {Text.Of(map.Sample)}";
        string start = map.Start == 0 ? "" : $", start: {Text.Of(map.Start)}";
        return $"new({Map(map.Rows)}, {Map(map.Columns)}{group}{sample}{start})";
    }

    private static string Map(AxisMap axis) => $"new({string.Join(", ", axis.Numbers.Select(static number => Text.Of(number)))})";
}
