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
/// <param name="Mode">In which numbers a product multiplies.</param>
/// <param name="ThreadsAtOnce">Threads of a product that a multiprocessor is to have room for.</param>
internal sealed record KernelSource(
    string Model, string Name, MethodInfo Method, int Threads, int Rows = 0, int Columns = 0, MathMode Mode = MathMode.Fp32, int ThreadsAtOnce = KernelCompiler.ThreadsAtOnce)
{
    /// <summary>Where kernels belong that all models share.</summary>
    public const string Library = "library";

    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Multiply-adds of a thread in a step of a product; 0 for other kernels, and on tensor cores.</summary>
    public int MultiplyAdds => Mode == MathMode.Fp32 ? ProductEdges.Depth * Rows * Columns / Threads : 0;

    /// <summary>The kernels that the generator wrote for a model.</summary>
    /// <param name="model">The model's class.</param>
    public static IEnumerable<KernelSource> OfModel(Type model)
    {
        Type program = model.Assembly.GetType($"SparseGen.Generated.{model.FullName!.Replace('.', '_')}Programs+GpuProgram", throwOnError: true)!;
        foreach (object value in program.GetFields(Fields).Where(static field => field.IsStatic).Select(static field => field.GetValue(null)!))
        {
            if (value is GpuProduct product)
            {
                foreach ((TiledKernel tile, MathMode mode, ILibraryKernel kernel) in
                    product.Kernels.SelectMany(static tile => tile.Kernels.Select(one => (tile, one.Key, (ILibraryKernel)one.Value))))
                {
                    yield return new(model.Name, kernel.Method.Name, kernel.Method, tile.Threads, tile.Rows, tile.Columns, mode, kernel.ThreadsAtOnce);
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
    public static IEnumerable<(KernelSource Kernel, string Ptx)> Compile(IReadOnlyList<KernelSource> kernels) => kernels.Zip(
        PtxText.Compile(kernels.Select(static kernel => (kernel.Method, kernel.Rows > 0 ? kernel.Threads : 0, kernel.ThreadsAtOnce))), static (kernel, text) => (kernel, text.Ptx));
}
