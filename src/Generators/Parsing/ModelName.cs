using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SparseGen.Generators.Parsing;

/// <summary>What a model is called and where it is declared. Names are as people read them; what is written as code is spelled by the members.</summary>
/// <param name="Namespaces">The namespace, segment by segment; empty for the global one.</param>
/// <param name="Types">The types that it is nested in, outermost first, and the model itself.</param>
internal sealed record ModelName(EquatableArray<string> Namespaces, EquatableArray<TypePart> Types) : Unprinted
{
    /// <summary>The types that it is nested in, outermost first.</summary>
    public IEnumerable<TypePart> Outer => Types.Take(Types.Count - 1);

    /// <summary>The model itself.</summary>
    public TypePart Class => Types[Types.Count - 1];

    /// <summary>The name that no other model has: namespace, containing types and class, joined by dots.</summary>
    public string FullName => string.Join(".", Namespaces.Concat(Types.Select(static t => t.Name)));

    /// <summary>The namespace as code; empty for the global one.</summary>
    public string Namespace => string.Join(".", Namespaces.Select(Identifier));

    /// <summary>The class as code that means it wherever it stands.</summary>
    public string Reference => "global::" + string.Join(".", Namespaces.Concat(Types.Select(static t => t.Name)).Select(Identifier));

    public static ModelName Of(INamedTypeSymbol symbol)
    {
        var namespaces = new Stack<string>();
        for (INamespaceSymbol space = symbol.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            namespaces.Push(space.Name);
        }

        return new ModelName(
            new EquatableArray<string>(namespaces),
            new EquatableArray<TypePart>(ContainingTypes(symbol).Append(symbol).Select(TypePart.Of)));
    }

    /// <summary>The types that a class is declared in, outermost first.</summary>
    public static IReadOnlyCollection<INamedTypeSymbol> ContainingTypes(INamedTypeSymbol symbol)
    {
        var types = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? type = symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            types.Push(type);
        }

        return types;
    }

    /// <summary>A name as code: with an @ where it is a keyword somewhere.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
