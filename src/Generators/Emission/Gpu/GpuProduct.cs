using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>
/// Products on GPUs: the runtime's ProductKernel, one tiled kernel for all of them. What tells them apart stands in the product's shape, a type of constants.
/// </summary>
internal static class GpuProduct
{
    public static void Emit(GpuContext gpu, FusedProduct fused)
    {
        var tiled = new TiledProduct(fused.Product);
        Value? bias = tiled.IsGradient ? gpu.BiasGradients.Of(fused.Product) : null;
        if (tiled.IsGradient)
        {
            gpu.AddsPartials(tiled.GradientLength + (bias?.Size ?? 0), tiled.Extents.Depth, tiled.GradientTiles);
        }

        string[] members = [.. ShapeMembers(tiled, bias)];
        (int rows, int depth, int columns) = (fused.Product.Extents.Rows, fused.Product.Extents.Depth, fused.Product.Extents.Columns);
        string contract = tiled.IsGradient ? "IGradientShape" : "IProductShape";
        string shape = gpu.Type(
            $"Shape|{string.Join("|", members)}", $"Rows{Text.Of(rows)}Depth{Text.Of(depth)}Columns{Text.Of(columns)}", contract, "Extents and index maps of a product.", members);
        string body = tiled.IsGradient ? $"ProductKernel.RunGradient<{shape}, " : $"ProductKernel.Run<{shape}, {GpuElementwise.StoreTypes(gpu, fused)}, ";
        string creation = $"GpuProduct.Of{(tiled.IsGradient ? "Gradient" : "")}<GpuKernels.{shape}>";
        string name = ProductText.Name(fused), description = ProductText.Describe(fused);
        if (bias is not null)
        {
            (name, description) = ($"{name}AndBias", $"{description} The gradient of the bias, the sum of the gradients of the output, is added up too.");
        }

        KernelText[] kernels =
        [
            .. tiled.Tiles.Select(tile => new KernelText(
                $"{name}{tile.Suffix}", $"{description}{Size(tile)}",
                $"{body}{(tiled.MayUseTensorCores(tile) ? "TPart" : Part(tile))}, {Share(tiled.LeftLoads(tile))}, {Share(tiled.RightLoads(tile))}>",
                $", {tile.Rows}, {tile.Columns}")
            {
                Parts = tiled.MayUseTensorCores(tile) ? [Part(tile), "TensorPart<Tf32>", "TensorPart<Tf32x3>", "TensorPart<Bf16>"] : [],
            }),
        ];
        string kernel = gpu.Kernel(kernels, "ProductArguments", "GpuProduct", creation, "new TiledKernel");
        gpu.Launch(kernel, [], [.. gpu.Operands(fused, fused.Product.Left, fused.Product.Right), .. bias is null ? Array.Empty<string>() : [$"Bias = {gpu.Ref(bias)}"]]);
    }

    private static string Part(ThreadTile tile) => $"TilePart{tile.PartRows}<TileRow{tile.PartColumns}>";

    private static string Size(ThreadTile tile) => tile.Suffix.Length == 0 ? "" : $" Tiles of {tile.Rows} x {tile.Columns}.";

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
