using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Emission.Model;
using SparseGen.Generators.Layers;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators;

/// <summary>
/// Reads classes marked [Model] and writes one file each. It only wires the stages: declaration, parsed model, checked model, model, text; what happens from
/// model to text is listed in <see cref="ModelCompiler"/>. Diagnostics branch off before the model, because only they know places in the source; a failure
/// behind that finds back to its place by the name of the model. Classes marked [Block] are checked by themselves, so that a mistake in one is reported
/// once, however many models use it.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class SparseGenGenerator : IIncrementalGenerator
{
    /// <summary>A type of the package SparseGen.Gpu: a project that has it gets code for GPUs too.</summary>
    private const string GpuType = "SparseGen.Gpu.IGpuProgram";

    private readonly StageProbe? _probe;

    /// <summary>Makes a generator, as the compiler does.</summary>
    public SparseGenGenerator()
    {
    }

    /// <summary>Makes a generator whose stages tell when they begin.</summary>
    internal SparseGenGenerator(StageProbe probe) => _probe = probe;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        StageProbe? probe = _probe;
        IncrementalValuesProvider<CheckedModel> models = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ModelParser.ModelAttribute, static (node, _) => node is TypeDeclarationSyntax, (found, cancellation) => ModelParser.Parse(found, probe, cancellation))
            .WithTrackingName(TrackingNames.Parse)
            .Select((parsed, _) => CheckedModel.From(parsed, probe))
            .WithTrackingName(TrackingNames.Check);

        IncrementalValuesProvider<EquatableArray<DiagnosticInfo>> diagnostics = models
            .Select(static (model, _) => model.Found)
            .WithTrackingName(TrackingNames.Diagnostics);
        context.RegisterSourceOutput(diagnostics, Report);

        IncrementalValuesProvider<EquatableArray<DiagnosticInfo>> blocks = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                BlockParser.BlockAttribute, static (node, _) => node is TypeDeclarationSyntax, (found, cancellation) => BlockParser.Check(found, probe, cancellation))
            .WithTrackingName(TrackingNames.Blocks);
        context.RegisterSourceOutput(blocks, Report);

        IncrementalValueProvider<bool> hasGpu = context.CompilationProvider
            .Select(static (compilation, _) => compilation.GetTypeByMetadataName(GpuType) is not null)
            .WithTrackingName(TrackingNames.HasGpu);
        IncrementalValuesProvider<CompiledModel> compiled = models
            .Where(static model => model.IsGood)
            .Select(static (model, _) => model.Parsed.Model)
            .WithTrackingName(TrackingNames.Model)
            .Combine(hasGpu)
            .Select((pair, cancellation) => ModelCompiler.Compile(pair.Left, pair.Right, probe, cancellation))
            .WithTrackingName(TrackingNames.Source);
        WriteFiles(context, compiled);

        IncrementalValueProvider<EquatableArray<ModelFailure>> failures = compiled
            .Where(static model => model.Failure is not null)
            .Select(static (model, _) => model.Failure!)
            .Collect()
            .Select(static (all, _) => new EquatableArray<ModelFailure>(all))
            .WithTrackingName(TrackingNames.Failures);
        context.RegisterSourceOutput(models.Combine(failures).Select(static (pair, _) => pair.Left.Locate(pair.Right)), Report);
    }

    private static void WriteFiles(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<CompiledModel> compiled)
    {
        IncrementalValuesProvider<GeneratedSource> sources = compiled
            .Where(static model => model.Source is not null)
            .Select(static (model, _) => model.Source!);
        IncrementalValueProvider<FileNames> names = sources
            .Select(static (source, _) => source.FullName)
            .Collect()
            .Select(static (models, _) => FileNames.Of(models))
            .WithTrackingName(TrackingNames.FileNames);

        // The text does not know of other models. Which file it goes to does, but changes only where names clash.
        IncrementalValuesProvider<(string FileName, GeneratedSource Source)> files = sources
            .Combine(names)
            .Select(static (pair, _) => (pair.Right.For(pair.Left.FullName), pair.Left))
            .WithTrackingName(TrackingNames.File);
        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.FileName, SourceText.From(file.Source.Text, Encoding.UTF8)));
    }

    private static void Report(SourceProductionContext output, EquatableArray<DiagnosticInfo> found)
    {
        foreach (DiagnosticInfo diagnostic in found)
        {
            output.ReportDiagnostic(diagnostic.ToDiagnostic());
        }
    }
}
