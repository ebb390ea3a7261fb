using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>
/// Products on GPUs: the runtime's ProductKernel, one tiled kernel for all of them. What tells them apart stands in the product's shape, a type of constants.
/// </summary>
internal static class GpuProduct
{
    /// <summary>What stands in kernels for the part of a tile that devices may choose: the parameter of a method.</summary>
    private const string ChosenPart = "TPart";

    /// <summary>The choice beside single precision, in the order of the runtime's modes.</summary>
    private static readonly string[] TensorParts = ["TensorPart<Tf32>", "TensorPart<Tf32x3>", "TensorPart<Bf16>"];

    /// <summary>A product alone.</summary>
    public static void Emit(GpuContext gpu, FusedProduct fused) =>
        Emit(gpu, new TiledText(gpu, fused, fused.Product.IsParameterGradient ? gpu.BiasGradients.Of(fused.Product) : null));

    /// <summary>A product with gradients that are ready when it is, or a gradient alone.</summary>
    public static void Emit(GpuContext gpu, ProductsTogether together)
    {
        IEnumerable<TiledText> gradients = together.Gradients.Select(gradient => new TiledText(gpu, new FusedProduct(gradient.Product), gradient.Bias));
        if (together.Product is null)
        {
            foreach (TiledText gradient in gradients)
            {
                Emit(gpu, gradient);
            }

            return;
        }

        TiledText[] products = [new(gpu, together.Product, null), .. gradients];
        string[] parameters = products.Length == 2 ? ["product", "gradient"] : ["product", "first", "second"];
        Emit(
            gpu, "GpuProductsTogether", products, parameters, ThreadTile.Together([.. products.Select(static product => product.Tiles)]),
            (tiles, parts) => $"RunTogether<{parts.FirstOrDefault(static part => part == ChosenPart) ?? parts[0]}, "
                + string.Join(", ", products.Select((product, i) => $"{product.Tile}<{product.Types(tiles[i], parts[i])}>")));
    }

    private static void Emit(GpuContext gpu, TiledText product) => Emit(
        gpu, product.IsGradient ? "GpuGradient" : "GpuProduct", [product], ["arguments"], product.Tiles.Select(static tile => new[] { tile }),
        (tiles, parts) => $"{(product.IsGradient ? "RunGradient" : "Run")}<{product.Types(tiles[0], parts[0])}");

    /// <summary>Products of one launch.</summary>
    /// <param name="gpu">Takes all of it.</param>
    /// <param name="launcher">Type of what launches them.</param>
    /// <param name="products">The products.</param>
    /// <param name="parameters">Names of their arguments in the kernel.</param>
    /// <param name="variants">A tile for each product, for each kernel that there is to be.</param>
    /// <param name="body">The method of the runtime's that a kernel calls, up to the end of its type arguments: of the tiles and the parts that they have.</param>
    private static void Emit(
        GpuContext gpu, string launcher, TiledText[] products, string[] parameters, IEnumerable<ThreadTile[]> variants, Func<ThreadTile[], string[], string> body)
    {
        string name = string.Join("And", products.Select(static product => product.Name));
        string description = string.Join(" Beside it: ", products.Select(static product => product.Description));
        KernelText Kernel(ThreadTile[] tiles)
        {
            bool[] mayChoose = [.. products.Zip(tiles, static (product, tile) => product.MayUseTensorCores(tile))];
            string[] parts = [.. tiles.Zip(mayChoose, static (tile, may) => may ? ChosenPart : Part(tile))];
            string size = tiles[0].Suffix.Length == 0 ? "" : $" Tiles of {tiles[0].Rows} x {tiles[0].Columns}.";
            return new($"{name}{tiles[0].Suffix}", $"{description}{size}", $"ProductKernel.{body(tiles, parts)}>")
            {
                Tiles = $"[{string.Join(", ", tiles.Select(static tile => $"new({tile.Rows}, {tile.Columns})"))}]",
                Parts = mayChoose.Contains(true) ? [Part(tiles[Array.IndexOf(mayChoose, true)]), .. TensorParts] : [],
            };
        }

        string kernel = gpu.Kernel(
            [.. variants.Select(Kernel)], [.. products.Zip(parameters, static (product, parameter) => $"{product.Arguments} {parameter}")], launcher,
            $"{launcher}.Of<{string.Join(", ", products.Select(static product => $"GpuKernels.{product.Shape}"))}>", "new TiledKernel");
        gpu.Launch(kernel, [], [.. products.Select(static product => product.Operands)]);
    }

    private static string Part(ThreadTile tile) => $"TilePart{tile.PartRows}<TileRow{tile.PartColumns}>";
}
