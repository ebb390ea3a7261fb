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
/// Reads classes marked [Model] and writes one file each. It only wires the stages: declaration, parsed model, checked model, model, text.
/// Diagnostics branch off before the model, because only they know places in the source. Classes marked [Block] are checked by themselves,
/// so that a mistake in one is reported once, however many models use it.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class SparseGenGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<CheckedModel> models = context.SyntaxProvider
            .ForAttributeWithMetadataName(ModelParser.ModelAttribute, static (node, _) => node is TypeDeclarationSyntax, ModelParser.Parse)
            .WithTrackingName(TrackingNames.Parse)
            .Select(static (parsed, _) => CheckedModel.From(parsed))
            .WithTrackingName(TrackingNames.Check);

        IncrementalValuesProvider<EquatableArray<DiagnosticInfo>> diagnostics = models
            .Select(static (model, _) => model.Found)
            .WithTrackingName(TrackingNames.Diagnostics);
        context.RegisterSourceOutput(diagnostics, Report);

        IncrementalValuesProvider<EquatableArray<DiagnosticInfo>> blocks = context.SyntaxProvider
            .ForAttributeWithMetadataName(BlockParser.BlockAttribute, static (node, _) => node is TypeDeclarationSyntax, BlockParser.Check)
            .WithTrackingName(TrackingNames.Blocks);
        context.RegisterSourceOutput(blocks, Report);

        IncrementalValuesProvider<ModelSpec> good = models
            .Where(static model => model.IsGood)
            .Select(static (model, _) => model.Parsed.Model)
            .WithTrackingName(TrackingNames.Model);
        IncrementalValueProvider<FileNames> names = good
            .Select(static (model, _) => model.Name.FullName)
            .Collect()
            .Select(static (models, _) => FileNames.Of(models))
            .WithTrackingName(TrackingNames.FileNames);
        IncrementalValuesProvider<GeneratedSource> sources = good
            .Select(static (model, cancellation) => ModelEmitter.Emit(model, cancellation))
            .WithTrackingName(TrackingNames.Source);

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
