using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseGen.Generators.Layers;

namespace SparseGen.Generators.Parsing;

/// <summary>What can be read off one attribute of a class.</summary>
internal static class LayerAttributes
{
    private const string RuntimeNamespace = "SparseGen";

    /// <summary>How messages spell types: as they are written where they are used.</summary>
    public static SymbolDisplayFormat Short { get; } = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters, miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>The attributes of a class that are inputs or layers, in source order.</summary>
    public static IEnumerable<AttributeData> Of(INamedTypeSymbol type) => type.GetAttributes().Where(IsLayer).OrderBy(Position);

    /// <summary>The attribute that makes a class a block or a model, if it has it.</summary>
    public static AttributeData? Mark(INamedTypeSymbol type, string metadataName) =>
        type.GetAttributes().FirstOrDefault(a => a.AttributeClass is { } mark && IsOurs(mark) && RuntimeNamespace + "." + mark.Name == metadataName);

    /// <summary>Name of the attribute without its suffix.</summary>
    public static string Kind(AttributeData attribute)
    {
        string name = attribute.AttributeClass!.Name;
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }

    /// <summary>The classes that an attribute names as its type arguments: one as <c>Use</c> does, two as <c>Product</c> does, or none.</summary>
    public static IReadOnlyList<ITypeSymbol> Used(AttributeData attribute) => attribute.AttributeClass!.TypeArguments;

    /// <summary>What a type is that is no class, for a message.</summary>
    public static string Describe(ITypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Array => "the array",
        TypeKind.Pointer or TypeKind.FunctionPointer => "the pointer",
        TypeKind.TypeParameter => "the type parameter",
        _ => "the type",
    };

    /// <summary>Whether an attribute stands on this declaration of a class.</summary>
    public static bool IsOn(TypeDeclarationSyntax declaration, SyntaxNode attribute) =>
        attribute.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(attribute.Span);

    /// <summary>Constructor and named arguments, constructor arguments first.</summary>
    public static IEnumerable<LayerArgument> Arguments(AttributeData attribute) => Given(attribute).Select(static a => a.Value.Kind == TypedConstantKind.Array
        ? new LayerArgument(a.Name, 0, null) { Numbers = new EquatableArray<int>(a.Value.IsNull ? [] : a.Value.Values.Select(static one => one.Value as int? ?? 0)) }
        : Argument(a.Name, a.Value.Value));

    /// <summary>Arguments whose number no member of their enumeration has, such as <c>(LinearMap)9</c>, with the members that there are.</summary>
    public static IEnumerable<(string Name, object Value, string Enumeration, string Members)> NoMembers(AttributeData attribute) =>
        from argument in Given(attribute)
        where argument.Value.Kind == TypedConstantKind.Enum
        let members = argument.Value.Type!.GetMembers().OfType<IFieldSymbol>().Where(static field => field.HasConstantValue).ToList()
        where !members.Any(member => Equals(member.ConstantValue, argument.Value.Value))
        select (argument.Name, argument.Value.Value!, argument.Value.Type!.Name, string.Join(", ", members.Select(static member => member.Name)));

    private static IEnumerable<(string Name, TypedConstant Value)> Given(AttributeData attribute)
    {
        IEnumerable<(string Name, TypedConstant Value)> positional = attribute.AttributeConstructor is { } constructor
            ? constructor.Parameters.Zip(attribute.ConstructorArguments, static (parameter, value) => (parameter.Name, value))
            : [];
        IEnumerable<(string Name, TypedConstant Value)> named = attribute.NamedArguments.Select(static pair => (pair.Key, pair.Value));
        return positional.Concat(named).Where(static a => a.Value.Kind != TypedConstantKind.Error);
    }

    /// <summary>Input and layer attributes are those that the catalogue knows and that stand in our namespace.</summary>
    private static bool IsLayer(AttributeData attribute) =>
        attribute.AttributeClass is { } type && IsOurs(type) && LayerCatalog.Contains(Kind(attribute));

    private static bool IsOurs(INamedTypeSymbol attribute) =>
        attribute.ContainingNamespace is { Name: RuntimeNamespace, ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>Attributes of a block in another assembly have no place; they come in the order of its metadata, which is that of its source.</summary>
    private static int Position(AttributeData attribute) => attribute.ApplicationSyntaxReference?.Span.Start ?? 0;

    private static LayerArgument Argument(string name, object? value) => value switch
    {
        string text => new LayerArgument(name, 0, text),
        bool flag => new LayerArgument(name, flag ? 1 : 0, null),
        IConvertible number => new LayerArgument(name, number.ToDouble(CultureInfo.InvariantCulture), null),
        _ => new LayerArgument(name, 0, null),
    };
}
