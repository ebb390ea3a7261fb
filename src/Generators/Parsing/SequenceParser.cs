using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Layers;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Parsing;

/// <summary>
/// Reads the layers of one class, the root, and of the blocks below it. Mistakes in the root are reported; those of a block below are
/// reported where that block is the root, and only noted here. A block is read once however often it is used, and its layers are counted before anything is
/// made of them: blocks that use blocks twice double with each level.
/// </summary>
internal sealed class SequenceParser(INamedTypeSymbol root, CancellationToken cancellation)
{
    private readonly List<INamedTypeSymbol> _path = [];

    // A block without source has no places of its own, so what is read of it depends on the attribute that uses it.
    private readonly Dictionary<(ISymbol Block, SourceSpan? Place), ReadBlock> _known = [];

    /// <summary>What is wrong with the attributes of the root.</summary>
    public List<DiagnosticInfo> Problems { get; } = [];

    /// <summary>Whether a block below the root has mistakes of its own.</summary>
    public bool HasBrokenBlock { get; private set; }

    /// <summary>Reads the root.</summary>
    /// <param name="declaration">The declaration with [Model] or [Block], on which all layers must stand.</param>
    /// <param name="mark">That attribute, for messages.</param>
    /// <param name="identifier">Where the class name stands.</param>
    public (EquatableArray<LayerSpec> Layers, EquatableArray<LayerSite> Sites) Parse(TypeDeclarationSyntax declaration, string mark, SourceSpan identifier)
    {
        ReadBlock read = Read(root, declaration, mark, identifier, Problems);
        HasBrokenBlock = read.IsBroken;
        return (read.Layers, read.Sites);
    }

    private ReadBlock Read(INamedTypeSymbol type, TypeDeclarationSyntax? declaration, string mark, SourceSpan place, List<DiagnosticInfo> problems)
    {
        _path.Add(type);
        var layers = new List<LayerSpec>();
        var sites = new List<LayerSite>();
        var uses = new List<(ReadBlock Block, SourceSpan Span, string Name)>();
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
            var arguments = new EquatableArray<LayerArgument>(ListArguments.Of(attribute, type, root));
            (string Name, ReadBlock Block)[] used = [.. LayerAttributes.Used(attribute).Select(one => (one.Name, ReadUse(type, one, span, problems)))];
            uses.AddRange(used.Select(one => (one.Block, span, one.Name)));
            if (used.Length == 1)
            {
                layers.Add(new LayerSpec(kind, arguments, used[0].Name, used[0].Block.Layers));
                sites.Add(new LayerSite(span, used[0].Block.Sites));
                continue;
            }

            // Several blocks are branches: as many uses, side by side in the body.
            layers.Add(used.Length == 0 ? new LayerSpec(kind, arguments) : new LayerSpec(
                kind, arguments, string.Join(", ", used.Select(static one => one.Name)),
                new EquatableArray<LayerSpec>(used.Select(static one => new LayerSpec("Use", default, one.Name, one.Block.Layers)))));
            sites.Add(new LayerSite(span, new EquatableArray<LayerSite>(used.Select(one => new LayerSite(span, one.Block.Sites)))));
        }

        _path.RemoveAt(_path.Count - 1);
        return Sum(type, layers, sites, uses, problems);
    }

    /// <summary>A class from its layers and the blocks that it uses.</summary>
    private static ReadBlock Sum(
        INamedTypeSymbol type, List<LayerSpec> layers, List<LayerSite> sites, List<(ReadBlock Block, SourceSpan Span, string Name)> uses, List<DiagnosticInfo> problems)
    {
        long count = Sizes.Plus(layers.Count, Sizes.Sum(uses.Select(static use => use.Block.LayerCount)));
        int depth = 1 + uses.Select(static use => use.Block.Depth).Append(0).Max();
        bool isBroken = uses.Any(static use => use.Block.IsBroken);
        string? wayToRoot = uses.Select(static use => use.Block.WayToRoot).FirstOrDefault(static way => way is not null);
        var read = new ReadBlock(
            new EquatableArray<LayerSpec>(layers), new EquatableArray<LayerSite>(sites), count, depth, isBroken, wayToRoot is null ? null : $"{type.Name} -> {wayToRoot}");
        if (isBroken || !(read.IsTooLong || read.IsTooDeep))
        {
            return read;
        }

        // It is reported here, at the use that counts most. Where this class is used itself, nothing more is to be said.
        if (read.IsTooDeep)
        {
            (_, SourceSpan span, string name) = uses.First(use => use.Block.Depth == depth - 1);
            problems.Add(DiagnosticInfo.At(span, Descriptors.NestedTooDeep, type.Name, name, depth - 1, ParsingLimits.DeepestNesting - 1));
        }
        else
        {
            SourceSpan span = uses.Count == 0 ? sites[sites.Count - 1].Span : uses.OrderByDescending(static use => use.Block.LayerCount).First().Span;
            problems.Add(DiagnosticInfo.At(
                span, Descriptors.DeclarationTooLong, type.Name, count, "layers, those of its blocks counted wherever they are used", ParsingLimits.MostLayers,
                "use Repeat for layers that are alike"));
        }

        return read with { Layers = default, Sites = default, IsBroken = true };
    }

    private ReadBlock ReadUse(INamedTypeSymbol user, ITypeSymbol used, SourceSpan span, List<DiagnosticInfo> problems)
    {
        if (used.TypeKind == TypeKind.Error)
        {
            // The compiler says what is wrong.
            return ReadBlock.Broken;
        }

        if (used is not INamedTypeSymbol block)
        {
            problems.Add(DiagnosticInfo.At(span, Descriptors.UsedTypeIsNoClass, user.Name, LayerAttributes.Describe(used), used.ToDisplayString(LayerAttributes.Short)));
            return ReadBlock.Missing;
        }

        if (LayerAttributes.Mark(block, BlockParser.BlockAttribute) is not { } mark)
        {
            problems.Add(DiagnosticInfo.At(span, Descriptors.UsedClassIsNoBlock, user.Name, block.IsTupleType ? block.ToDisplayString(LayerAttributes.Short) : block.Name));
            return ReadBlock.Missing;
        }

        bool isRoot = user.Equals(root, SymbolEqualityComparer.Default);
        ReadBlock read = ReadBlockBelow(block, mark, span);
        if (isRoot && read.WayToRoot is { } way)
        {
            // A cycle is reported at the attribute of the root that begins it.
            problems.Add(DiagnosticInfo.At(span, Descriptors.BlockUsesItself, root.Name, $"{root.Name} -> {way}"));
        }

        return read;
    }

    private ReadBlock ReadBlockBelow(INamedTypeSymbol block, AttributeData mark, SourceSpan span)
    {
        if (_path.Contains(block, SymbolEqualityComparer.Default))
        {
            return block.Equals(root, SymbolEqualityComparer.Default) ? ReadBlock.Broken with { WayToRoot = root.Name } : ReadBlock.Broken;
        }

        // One more than is allowed is enough to know; the root that is the first to be too deep then reads all of its blocks.
        if (_path.Count > ParsingLimits.DeepestNesting)
        {
            return ReadBlock.Broken;
        }

        var declaration = mark.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>();
        (ISymbol, SourceSpan?) key = (block, declaration is null ? span : null);
        if (!_known.TryGetValue(key, out ReadBlock? read))
        {
            var below = new List<DiagnosticInfo>();
            read = Read(block, declaration, BlockParser.Mark, span, below);
            bool isBroken = below.Count > 0 || read.Layers.Count == 0 || read.Layers.Any(static layer => InputLayer.IsInput(layer.Kind));
            _known[key] = read = read with { IsBroken = read.IsBroken || isBroken };
        }

        return read;
    }
}
