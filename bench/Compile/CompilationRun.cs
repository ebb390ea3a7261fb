extern alias generators;

using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using generators::SparseGen.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using SparseGen.Tool.Commands;

namespace SparseGen.Bench.Compile;

/// <summary>One compilation of a project from its texts to its assembly, in this process: what a build does whose compiler stays in memory.</summary>
/// <param name="GenerateSeconds">Parsing the project, running the generator and parsing what it wrote.</param>
/// <param name="CompileSeconds">Binding and emission, with a portable PDB as in every project.</param>
/// <param name="ProcessorSeconds">Processor time of both, all threads together: what is left of a time where others use the machine.</param>
/// <param name="AssemblyBytes">Bytes of the assembly.</param>
/// <param name="Lines">Lines of the longest generated file; 0 where there is none.</param>
/// <param name="Bytes">Bytes of the largest generated file.</param>
internal sealed record CompilationRun(double GenerateSeconds, double CompileSeconds, double ProcessorSeconds, long AssemblyBytes, int Lines, int Bytes)
{
    /// <summary>Sources of a user's project are read so where nothing writes documentation.</summary>
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest, DocumentationMode.None);

    /// <summary>A Release build.</summary>
    private static readonly CSharpCompilationOptions Settings = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable, deterministic: true);

    /// <summary>Parsed once, as a compiler that stays in memory does.</summary>
    private static readonly ImmutableArray<MetadataReference> References = Load(static file =>
        file.StartsWith("System.", StringComparison.Ordinal) || file is "netstandard.dll" or "SparseGen.dll");

    /// <summary>What makes the generator write kernels for GPUs too.</summary>
    private static readonly ImmutableArray<MetadataReference> GpuReferences = Load(static file => file is "SparseGen.Gpu.dll" or "ILGPU.dll");

    /// <summary>Compiles.</summary>
    /// <param name="project">The project.</param>
    /// <exception cref="CommandException">It does not compile.</exception>
    public static CompilationRun Run(CompileProject project)
    {
        // What the last one left is not to be collected on this one's time.
        GC.Collect();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        ImmutableArray<MetadataReference> references = project.HasGpu ? References.AddRange(GpuReferences) : References;
        var empty = CSharpCompilation.Create("Project", project.Sources.Select(static (text, i) => Parse(text, i)), references, Settings);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new SparseGenGenerator().AsSourceGenerator()], parseOptions: Language)
            .RunGeneratorsAndUpdateCompilation(empty, out Compilation whole, out _);
        double generated = watch.Elapsed.TotalSeconds;

        using MemoryStream assembly = new(), symbols = new();
        EmitResult result = whole.Emit(assembly, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        double all = watch.Elapsed.TotalSeconds;
        TimeSpan used = Environment.CpuUsage.TotalTime;

        GeneratorRunResult run = driver.GetRunResult().Results.Single();
        if (run.Exception is not null || !result.Success || run.GeneratedSources.Length < project.Models)
        {
            throw new CommandException($"'{project.Name}' does not compile: {run.Exception?.Message ?? result.Diagnostics.FirstOrDefault()?.ToString()}");
        }

        return new CompilationRun(
            generated,
            all - generated,
            (used - processor).TotalSeconds,
            assembly.Length,
            run.GeneratedSources.Select(static source => source.SourceText.Lines.Count).DefaultIfEmpty().Max(),
            run.GeneratedSources.Select(static source => Encoding.UTF8.GetByteCount(source.SourceText.ToString())).DefaultIfEmpty().Max());
    }

    private static ImmutableArray<MetadataReference> Load(Func<string, bool> isWanted) =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => isWanted(Path.GetFileName(path))).Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    // With an encoding, as files have one: a PDB holds hashes of their bytes.
    private static SyntaxTree Parse(string text, int number) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Language, $"Model{number}.cs");
}
