using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Layers;

namespace SparseGen.Generators.Parsing;

/// <summary>
/// Checks a class marked [Block] for what is wrong wherever it is used. Its shapes are checked with the models that use it.
/// </summary>
internal static class BlockParser
{
    /// <summary>Full name of the attribute that marks a block.</summary>
    public const string BlockAttribute = "SparseGen.BlockAttribute";

    /// <summary>The attribute as messages spell it.</summary>
    public const string Mark = "[Block]";

    /// <summary>What is wrong with a block; a fault of the generator counts as a mistake of that block.</summary>
    public static EquatableArray<DiagnosticInfo> Check(GeneratorAttributeSyntaxContext context, StageProbe? probe, CancellationToken cancellation)
    {
        try
        {
            probe?.Invoke(Stages.Parsing, context.TargetSymbol.Name);
            return Check(context, cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            var identifier = SourceSpan.From(((TypeDeclarationSyntax)context.TargetNode).Identifier.GetLocation());
            return new EquatableArray<DiagnosticInfo>([DiagnosticInfo.At(identifier, Stages.Parsing, context.TargetSymbol.Name, fault)]);
        }
    }

    private static EquatableArray<DiagnosticInfo> Check(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var symbol = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        var parser = new SequenceParser(symbol, cancellation);
        (EquatableArray<LayerSpec> layers, EquatableArray<LayerSite> sites) =
            parser.Parse(declaration, Mark, SourceSpan.From(declaration.Identifier.GetLocation()));

        var problems = new List<DiagnosticInfo>(parser.Problems);
        foreach ((LayerSpec layer, LayerSite site) in layers.Zip(sites, static (layer, site) => (layer, site)).Where(static l => InputLayer.IsInput(l.layer.Kind)))
        {
            problems.Add(DiagnosticInfo.At(site.Span, Descriptors.InputInBlock, symbol.Name, layer.Kind));
        }

        if (layers.Count == 0 && problems.Count == 0)
        {
            SyntaxNode mark = context.Attributes[0].ApplicationSyntaxReference?.GetSyntax(cancellation) ?? declaration;
            problems.Add(DiagnosticInfo.At(SourceSpan.From(mark), Descriptors.EmptyBlock, symbol.Name));
        }

        return new EquatableArray<DiagnosticInfo>(problems);
    }
}
