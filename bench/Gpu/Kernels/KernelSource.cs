using System.Reflection;
using SparseGen.Gpu;
using SparseGen.Gpu.Planning;
using SparseGen.Kernels.Gpu;

namespace SparseGen.Bench.Gpu.Kernels;

/// <summary>A kernel of a model or of the library.</summary>
/// <param name="Model">The model, or <see cref="Library"/>.</param>
/// <param name="Name">The kernel.</param>
/// <param name="Method">Its method.</param>
/// <param name="Threads">Threads of a group.</param>
/// <param name="Rows">Rows of a product's tile; 0 for other kernels.</param>
/// <param name="Columns">Columns of a product's tile; 0 for other kernels.</param>
internal sealed record KernelSource(string Model, string Name, MethodInfo Method, int Threads, int Rows = 0, int Columns = 0)
{
    /// <summary>Where kernels belong that all models share.</summary>
    public const string Library = "library";

    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Multiply-adds of a thread in a step of a product; 0 for other kernels.</summary>
    public int MultiplyAdds => ProductEdges.Depth * Rows * Columns / Threads;

    /// <summary>The kernels that the generator wrote for a model.</summary>
    /// <param name="model">The model's class.</param>
    public static IEnumerable<KernelSource> OfModel(Type model)
    {
        Type program = model.Assembly.GetType($"SparseGen.Generated.{model.FullName!.Replace('.', '_')}Programs+GpuProgram", throwOnError: true)!;
        foreach (object value in program.GetFields(Fields).Where(static field => field.IsStatic).Select(static field => field.GetValue(null)!))
        {
            if (value is GpuProduct product)
            {
                foreach (TiledKernel tile in product.Kernels)
                {
                    yield return new(model.Name, tile.Kernel.Method.Name, tile.Kernel.Method, tile.Threads, tile.Rows, tile.Columns);
                }
            }
            else
            {
                foreach (ILibraryKernel kernel in value.GetType().GetFields(Fields).Select(field => field.GetValue(value)).OfType<ILibraryKernel>())
                {
                    yield return new(model.Name, kernel.Method.Name, kernel.Method, GpuDevice.GroupSize);
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
        select new KernelSource(Library, $"{type.Name}.{kernel.Method.Name}", kernel.Method, GpuDevice.GroupSize);

    /// <summary>The texts of kernels for CUDA.</summary>
    public static IEnumerable<(KernelSource Kernel, string Ptx)> Compile(IReadOnlyList<KernelSource> kernels) =>
        kernels.Zip(PtxText.Compile(kernels.Select(static kernel => (kernel.Method, kernel.Rows > 0 ? kernel.Threads : 0))), static (kernel, text) => (kernel, text.Ptx));
}
