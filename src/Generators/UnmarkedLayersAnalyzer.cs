using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators;

/// <summary>
/// Finds layers on classes that are marked neither [Model] nor [Block]. The generator never looks at those, and would have to search for each
/// attribute by itself; an analyser is told of every class anyway.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnmarkedLayersAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.LayersOfNothing);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Check, SymbolKind.NamedType);
    }

    private static void Check(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        int layers = LayerAttributes.Of(type).Count();
        if (layers > 0 && LayerAttributes.Mark(type, ModelParser.ModelAttribute) is null && LayerAttributes.Mark(type, BlockParser.BlockAttribute) is null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.LayersOfNothing, type.Locations[0], type.Name, layers));
        }
    }
}
