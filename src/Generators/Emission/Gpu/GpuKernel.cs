using SparseGen.Kernels;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>A kernel of the GPU and how it is launched.</summary>
internal sealed class GpuKernel
{
    /// <summary>Threads in a group.</summary>
    public const int Threads = KernelSizes.GroupThreads;

    private const string View = "ArrayView<float>";
    private const string IndexView = "ArrayView<int>";
    private const string Noise = "NoiseStream";

    /// <summary>What it computes, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Buffers, by name.</summary>
    public required IReadOnlyList<string> Views { get; init; }

    /// <summary>Lists of indices, by name; behind all buffers.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Random bits, by name; behind all else.</summary>
    public IReadOnlyList<string> Noises { get; init; } = [];

    /// <summary>Whole numbers that it takes after the buffers.</summary>
    public required IReadOnlyList<string> Numbers { get; init; }

    /// <summary>Grid and group: an expression.</summary>
    public required string Configuration { get; init; }

    public required Action<CodeWriter> Body { get; init; }

    /// <summary>Configuration of a loop over elements that all threads stride through.</summary>
    public static string Elementwise(string count) => $"frame.Device.Elementwise({count})";

    /// <summary>Configuration of groups in up to three dimensions.</summary>
    public static string Groups(string x, string y = "1", string z = "1") => y == "1" && z == "1"
        ? $"new KernelConfig({x}, {Threads})"
        : $"new KernelConfig(new Index3D({x}, {y}, {z}), new Index3D({Threads}, 1, 1))";

    /// <summary>Name of the field that holds a kernel once it is compiled.</summary>
    public static string Field(string kernel) => "_" + char.ToLowerInvariant(kernel[0]) + kernel.Substring(1);

    /// <summary>The loop of a thread over its share of the elements.</summary>
    public static IDisposable ElementLoop(CodeWriter code, string variable, string count) => code.Block(
        $"for (int {variable} = Grid.IdxX * Group.DimX + Group.IdxX; {variable} < {count}; {variable} += Grid.DimX * Group.DimX)");

    private IEnumerable<string> Parameters => Views.Select(static v => $"{View} {v}").Concat(Tables.Select(static t => $"{IndexView} {t}"))
        .Concat(Numbers.Select(static n => $"int {n}")).Concat(Noises.Select(static n => $"{Noise} {n}"));

    /// <summary>Writes the kernel.</summary>
    public void Write(CodeWriter code, string name)
    {
        code.Summary(Summary);
        using (code.Block($"public static void {name}({string.Join(", ", Parameters)})"))
        {
            Body(code);
        }
    }

    /// <summary>Writes the method that launches it, with the field that holds it once it is compiled.</summary>
    public void WriteLaunch(CodeWriter code, string name)
    {
        string field = Field(name);
        string types = string.Join(", ", Views.Select(static _ => View).Concat(Tables.Select(static _ => IndexView)).Concat(Numbers.Select(static _ => "int"))
            .Concat(Noises.Select(static _ => Noise)));
        code.Line($"private Action<KernelConfig, {types}>? {field};");
        code.Line();
        using (code.Block($"private void {name}({string.Join(", ", Parameters.Prepend("GpuFrame frame"))})"))
        {
            code.Line($"{field} ??= frame.Accelerator.LoadStreamKernel<{types}>(GpuKernels.{name});");
            code.Call(field, [Configuration, .. Views, .. Tables, .. Numbers, .. Noises]);
        }
    }
}
