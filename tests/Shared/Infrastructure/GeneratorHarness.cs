extern alias generators;

using System.Collections.Immutable;
using generators::SparseGen.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;

namespace SparseGen.Tests.Infrastructure;

/// <summary>Runs the generator on sources, as the compiler does, and looks at what came of it.</summary>
internal sealed class GeneratorHarness
{
    private const string GpuPackage = "SparseGen.Gpu.dll";

    private readonly CSharpParseOptions _options;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var file
                && (file.StartsWith("System.", StringComparison.Ordinal) || file is "netstandard.dll" or "SparseGen.dll" or GpuPackage or "ILGPU.dll"
                    or "SparseGen.Onnx.dll" or "SparseGen.Analysis.dll" or "SparseGen.Compression.dll" or "SparseGen.Series.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private GeneratorDriver _driver;

    /// <summary>The settings of a new project, with all warnings.</summary>
    public static CSharpCompilationOptions OrdinarySettings { get; } =
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable).WithWarningLevel(9999);

    /// <param name="sources">Files of the compilation; they are named File0.cs, File1.cs, ...</param>
    public GeneratorHarness(params string[] sources)
        : this(LanguageVersion.Latest, sources)
    {
    }

    /// <summary>Runs a generator that is not as the compiler makes it, and in which stages can be made to fail.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="sources">Files of the compilation; they are named File0.cs, File1.cs, ...</param>
    public GeneratorHarness(SparseGenGenerator generator, params string[] sources)
        : this(LanguageVersion.Latest, generator, sources)
    {
    }

    /// <param name="language">What the sources and the generated files are compiled as.</param>
    /// <param name="sources">Files of the compilation; they are named File0.cs, File1.cs, ...</param>
    public GeneratorHarness(LanguageVersion language, params string[] sources)
        : this(language, new SparseGenGenerator(), sources)
    {
    }

    private GeneratorHarness(LanguageVersion language, SparseGenGenerator generator, string[] sources)
        : this(new CSharpParseOptions(language, DocumentationMode.Diagnose), OrdinarySettings, generator, sources)
    {
    }

    /// <param name="language">How sources and generated files are read.</param>
    /// <param name="settings">How they are compiled.</param>
    /// <param name="sources">Files of the compilation; they are named File0.cs, File1.cs, ...</param>
    public GeneratorHarness(CSharpParseOptions language, CSharpCompilationOptions settings, params string[] sources)
        : this(language, settings, new SparseGenGenerator(), sources)
    {
    }

    private GeneratorHarness(CSharpParseOptions language, CSharpCompilationOptions settings, SparseGenGenerator generator, string[] sources)
    {
        _options = language;
        Compilation = CSharpCompilation.Create("Declarations", sources.Select((text, index) => Parse(text, $"File{index}.cs")), References, settings);
        _driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            parseOptions: _options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    /// <summary>What the generator sees.</summary>
    public CSharpCompilation Compilation { get; private set; }

    /// <summary>Replaces one file, as an edit does.</summary>
    public void Edit(int file, Func<string, string> edit)
    {
        var old = Compilation.SyntaxTrees[file];
        var text = old.GetText().ToString();
        var edited = edit(text);
        Assert.NotEqual(text, edited);
        Compilation = Compilation.ReplaceSyntaxTree(old, Parse(edited, old.FilePath));
    }

    /// <summary>Adds a file.</summary>
    public void Add(string text) =>
        Compilation = Compilation.AddSyntaxTrees(Parse(text, $"File{Compilation.SyntaxTrees.Length}.cs"));

    /// <summary>Refers to another compilation, as to a library.</summary>
    public void Reference(CSharpCompilation library)
    {
        using var image = new MemoryStream();
        Assert.True(library.WithAssemblyName("Library").Emit(image).Success);
        Compilation = Compilation.AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
    }

    /// <summary>Takes away what runs models on GPUs, as in a project without that package.</summary>
    public void RemoveGpuPackage() => Compilation = Compilation.RemoveReferences(GpuReferences());

    /// <summary>Gives it back.</summary>
    public void AddGpuPackage() => Compilation = Compilation.AddReferences(GpuReferences());

    /// <summary>Makes a compilation that is equal to the last one, but another object.</summary>
    public void Clone() => Compilation = Compilation.Clone();

    /// <summary>Runs the generator; after the first time, incrementally.</summary>
    public GeneratorRunResult Run(CancellationToken cancellation = default)
    {
        _driver = _driver.RunGenerators(Compilation, cancellation);
        var result = _driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return result;
    }

    /// <summary>What the generator and the analyser say.</summary>
    public async Task<ImmutableArray<Diagnostic>> Diagnose() =>
        [.. Run().Diagnostics, .. await Compilation.WithAnalyzers([new UnmarkedLayersAnalyzer()]).GetAnalyzerDiagnosticsAsync()];

    /// <summary>The compilation with the generated files; fails if the compiler has anything to say about it.</summary>
    public Compilation CompileWithoutWarnings()
    {
        var result = Run();
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        var output = Compilation.AddSyntaxTrees(result.GeneratedSources.Select(WithWarnings));
        Assert.Empty(output.GetDiagnostics().Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden));
        return output;
    }

    /// <summary>
    /// The compilation with the generated files as a user's compiler gets them; fails if it has anything to say of them, or an error of the rest.
    /// </summary>
    public Compilation CompileAsUsersDo()
    {
        var result = Run();
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        var output = Compilation.AddSyntaxTrees(result.GeneratedSources.Select(source => source.SyntaxTree));
        Assert.Empty(output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return output;
    }

    /// <summary>The compilation with what the passes forward run on the CPU, and nothing else of the generated files.</summary>
    public Compilation CompileForwardPasses()
    {
        var result = Run();
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return Compilation.AddSyntaxTrees(result.GeneratedSources.Select(source => ForwardPasses.Only(source.SyntaxTree)));
    }

    /// <summary>
    /// The whole compilation without the bodies of methods: for the models of this assembly, whose bodies were compiled with it, where warnings are errors too. Comments with
    /// documentation are looked at here only.
    /// </summary>
    public void DeclareWithoutWarnings()
    {
        var result = Run();
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        var output = Compilation.AddSyntaxTrees(result.GeneratedSources.Select(WithWarnings));
        var emitted = output.Emit(Stream.Null, xmlDocumentationStream: Stream.Null, options: new EmitOptions(metadataOnly: true));
        Assert.Empty(emitted.Diagnostics.Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden));
        Assert.True(emitted.Success);
    }

    private static IEnumerable<MetadataReference> GpuReferences() =>
        References.Where(static reference => Path.GetFileName(reference.Display) is GpuPackage or "ILGPU.dll");

    /// <summary>A generated file without the line that switches warnings off, which would hide what is wrong with it.</summary>
    private SyntaxTree WithWarnings(GeneratedSourceResult source) =>
        Parse(source.SourceText.ToString().Replace("\n#pragma warning disable\n", "\n", StringComparison.Ordinal), source.SyntaxTree.FilePath);

    private SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, _options, path);
}
