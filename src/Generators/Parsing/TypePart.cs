using Microsoft.CodeAnalysis;

namespace SparseGen.Generators.Parsing;

/// <summary>A type as it takes to reopen it: its keyword, such as <c>class</c>, and its name.</summary>
internal sealed record TypePart(string Keyword, string Name) : Unprinted
{
    public static TypePart Of(INamedTypeSymbol type) => new(KeywordOf(type), type.Name);

    private static string KeywordOf(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Struct, false) => "struct",
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Interface, _) => "interface",
        (_, true) => "record",
        _ => "class",
    };
}
