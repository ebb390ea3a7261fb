using System.Reflection;
using SparseGen.Gpu;
using SparseGen.Gpu.Planning;
using SparseGen.Kernels;
using SparseGen.Kernels.Gpu;
using SparseGen.Tool.Planning;

namespace SparseGen.Bench.Gpu.Kernels;

/// <summary>A kernel of a model or of the library.</summary>
/// <param name="Model">The model, or <see cref="Library"/>.</param>
/// <param name="Name">The kernel.</param>
/// <param name="Method">Its method.</param>
/// <param name="Threads">Threads of a group.</param>
/// <param name="Tiled">What has its tiles, if it is one of products; null for other kernels.</param>
/// <param name="Mode">In which numbers a product multiplies.</param>
/// <param name="ThreadsAtOnce">Threads of a product that a multiprocessor is to have room for.</param>
internal sealed record KernelSource(
    string Model, string Name, MethodInfo Method, int Threads, TiledKernel? Tiled = null, MathMode Mode = MathMode.Fp32, int ThreadsAtOnce = KernelCompiler.ThreadsAtOnce)
{
    /// <summary>Where kernels belong that all models share.</summary>
    public const string Library = "library";

    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>What <see cref="Tile"/> says of sparse products that pack rows.</summary>
    public const string PackedRows = "packed rows";

    /// <summary>Slices of 32 rows in the gradient of a sparse weight: those of a partial sum.</summary>
    private const int SlicesOfGradient = 4;

    /// <summary>Multiply-adds of a thread for eight weights of a slice in that gradient: four rows each.</summary>
    private const int MultiplyAddsOfSlice = 32;

    /// <summary>What a group of threads computes at a time: rows and columns of the tile of each product, or packed rows. Null for kernels that are no products.</summary>
    public string? Tile => Tiled is not null ? string.Join(" + ", Tiled.Tiles) : IsPackedProduct || IsPackedGradient ? PackedRows : null;

    private bool IsPackedProduct => Method.Name.StartsWith("SparseMix", StringComparison.Ordinal) && Method.Name.Contains("Packed", StringComparison.Ordinal);

    private bool IsPackedGradient => Method.Name == nameof(GpuSparseGradient.SumPackedRows);

    /// <summary>
    /// The share of multiply-adds in all instructions of a step, and what it is to be at the least: of a tile's step of the sum, of several products that of the one furthest from
    /// what is wanted; or of what sparse products do for some weights of a list.
    /// </summary>
    /// <param name="listing">The instructions.</param>
    /// <returns>No share for other kernels, and on tensor cores.</returns>
    public (double? Share, double Wanted) ShareOfStep(SassListing listing)
    {
        if (Mode != MathMode.Fp32 || Tile is null)
        {
            return (null, 0);
        }

        if (Tiled is null)
        {
            return (IsPackedGradient ? listing.ShareOfStep(SlicesOfGradient * MultiplyAddsOfSlice) : listing.ShareOfLoop, KernelGoals.Share(PackedRows));
        }

        IReadOnlyList<double?> shares = listing.SharesOfSteps(Tiled.MultiplyAdds);
        return Tiled.Tiles.Select(static tile => KernelGoals.Share($"{tile}")).Zip(shares, static (wanted, share) => (Share: share, Wanted: wanted))
            .MinBy(static one => (one.Share ?? 0) - one.Wanted);
    }

    /// <summary>The kernels that the generator wrote for a model.</summary>
    /// <param name="model">The model's class.</param>
    public static IEnumerable<KernelSource> OfModel(Type model)
    {
        Type program = model.Assembly.GetType($"SparseGen.Generated.{model.FullName!.Replace('.', '_')}Programs+GpuProgram", throwOnError: true)!;
        foreach (object value in program.GetFields(Fields).Where(static field => field.IsStatic).Select(static field => field.GetValue(null)!))
        {
            if (value is IGpuLauncher { Tiled: { Count: > 0 } tiled })
            {
                foreach ((TiledKernel tile, MathMode mode, ILibraryKernel kernel) in tiled.SelectMany(static tile => tile.Kernels.Select(one => (tile, one.Key, one.Value))))
                {
                    yield return new(model.Name, kernel.Method.Name, kernel.Method, tile.Threads, tile, mode, kernel.ThreadsAtOnce);
                }
            }
            else
            {
                foreach (ILibraryKernel kernel in value.GetType().GetFields(Fields).Select(field => field.GetValue(value)).OfType<ILibraryKernel>())
                {
                    yield return Of(model.Name, kernel.Method.Name, kernel.Method);
                }
            }
        }
    }

    /// <summary>The kernels of the library but those of update rules, which users may write.</summary>
    public static IEnumerable<KernelSource> OfLibrary() =>
        from type in typeof(GpuDevice).Assembly.GetTypes()
        where !type.ContainsGenericParameters
        from field in type.GetFields(Fields)
        where field.IsStatic && field.FieldType.IsAssignableTo(typeof(ILibraryKernel))
        let kernel = (ILibraryKernel)field.GetValue(null)!
        select Of(Library, $"{type.Name}.{kernel.Method.Name}", kernel.Method);

    private static KernelSource Of(string model, string name, MethodInfo method)
    {
        var kernel = new KernelSource(model, name, method, GpuDevice.GroupSize);
        return kernel.Tile is null ? kernel : kernel with { Threads = KernelSizes.SparseLists * SparseGroups.Lanes };
    }

    /// <summary>The texts of kernels for CUDA.</summary>
    public static IEnumerable<(KernelSource Kernel, string Ptx)> Compile(IReadOnlyList<KernelSource> kernels) => kernels.Zip(
        PtxText.Compile(kernels.Select(static kernel => (kernel.Method, kernel.Tiled is null ? 0 : kernel.Threads, kernel.ThreadsAtOnce))),
        static (kernel, text) => (kernel, text.Ptx));
}
