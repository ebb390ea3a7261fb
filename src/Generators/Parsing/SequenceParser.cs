using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Layers;

namespace SparseGen.Generators.Parsing;

/// <summary>
/// Reads the layers of one class, the root, and of the blocks below it. Mistakes in the root are reported; those of a block below are
/// reported where that block is the root, and only noted here.
/// </summary>
internal sealed class SequenceParser(INamedTypeSymbol root, CancellationToken cancellation)
{
    private readonly List<INamedTypeSymbol> _path = [];

    /// <summary>The classes from the root back to itself, if one of its blocks uses it.</summary>
    private string? _cycle;

    /// <summary>What is wrong with the attributes of the root.</summary>
    public List<DiagnosticInfo> Problems { get; } = [];

    /// <summary>Whether a block below the root has mistakes of its own.</summary>
    public bool HasBrokenBlock { get; private set; }

    /// <summary>Reads the root.</summary>
    /// <param name="declaration">The declaration with [Model] or [Block], on which all layers must stand.</param>
    /// <param name="mark">That attribute, for messages.</param>
    /// <param name="identifier">Where the class name stands.</param>
    public (EquatableArray<LayerSpec> Layers, EquatableArray<LayerSite> Sites) Parse(
        TypeDeclarationSyntax declaration, string mark, SourceSpan identifier) => Read(root, declaration, mark, identifier, Problems);

    private (EquatableArray<LayerSpec> Layers, EquatableArray<LayerSite> Sites) Read(
        INamedTypeSymbol type, TypeDeclarationSyntax? declaration, string mark, SourceSpan place, List<DiagnosticInfo> problems)
    {
        _path.Add(type);
        var layers = new List<LayerSpec>();
        var sites = new List<LayerSite>();
        foreach (AttributeData attribute in LayerAttributes.Of(type))
        {
            cancellation.ThrowIfCancellationRequested();
            SyntaxNode? syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation);
            SourceSpan span = syntax is null ? place : SourceSpan.From(syntax);
            string kind = LayerAttributes.Kind(attribute);
            if (syntax is not null && declaration is not null && !LayerAttributes.IsOn(declaration, syntax))
            {
                problems.Add(DiagnosticInfo.At(span, Descriptors.LayersOnTwoDeclarations, kind, type.Name, mark));
                continue;
            }

            problems.AddRange(LayerAttributes.NoMembers(attribute).Select(
                no => DiagnosticInfo.At(span, Descriptors.NoSuchMember, kind, no.Name, no.Value, no.Enumeration, no.Members)));
            var arguments = new EquatableArray<LayerArgument>(LayerAttributes.Arguments(attribute));
            if (LayerAttributes.Used(attribute) is { } used)
            {
                (EquatableArray<LayerSpec> body, EquatableArray<LayerSite> bodySites) = ReadUse(type, used, span, problems);
                layers.Add(new LayerSpec(kind, arguments, used.Name, body));
                sites.Add(new LayerSite(span, bodySites));
            }
            else
            {
                layers.Add(new LayerSpec(kind, arguments));
                sites.Add(new LayerSite(span));
            }
        }

        _path.RemoveAt(_path.Count - 1);
        return (new EquatableArray<LayerSpec>(layers), new EquatableArray<LayerSite>(sites));
    }

    private (EquatableArray<LayerSpec> Layers, EquatableArray<LayerSite> Sites) ReadUse(
        INamedTypeSymbol user, ITypeSymbol used, SourceSpan span, List<DiagnosticInfo> problems)
    {
        if (used is not INamedTypeSymbol block || used.TypeKind == TypeKind.Error)
        {
            // The compiler says what is wrong.
            HasBrokenBlock = true;
            return default;
        }

        if (LayerAttributes.Mark(block, BlockParser.BlockAttribute) is not { } mark)
        {
            problems.Add(DiagnosticInfo.At(span, Descriptors.UsedClassIsNoBlock, user.Name, block.Name));
            return default;
        }

        bool isRoot = user.Equals(root, SymbolEqualityComparer.Default);
        if (_path.Contains(block, SymbolEqualityComparer.Default))
        {
            if (block.Equals(root, SymbolEqualityComparer.Default))
            {
                _cycle = string.Join(" -> ", _path.Append(block).Select(static b => b.Name));
            }
            else
            {
                HasBrokenBlock = true;
            }

            ReportCycle(isRoot, span, problems);
            return default;
        }

        var below = new List<DiagnosticInfo>();
        var declaration = mark.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>();
        (EquatableArray<LayerSpec> Layers, EquatableArray<LayerSite> Sites) body = Read(block, declaration, BlockParser.Mark, span, below);
        HasBrokenBlock |= below.Count > 0 || body.Layers.Count == 0 || body.Layers.Any(static layer => InputLayer.IsInput(layer.Kind));
        ReportCycle(isRoot, span, problems);
        return body;
    }

    /// <summary>A cycle is reported at the attribute of the root that begins it.</summary>
    private void ReportCycle(bool isRoot, SourceSpan span, List<DiagnosticInfo> problems)
    {
        if (isRoot && _cycle is not null)
        {
            problems.Add(DiagnosticInfo.At(span, Descriptors.BlockUsesItself, root.Name, _cycle));
            _cycle = null;
        }
    }
}
