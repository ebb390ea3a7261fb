using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Layers;

namespace SparseGen.Generators.Parsing;

/// <summary>Turns a class symbol into a <see cref="ParsedModel"/>: the only place that sees symbols.</summary>
internal static class ModelParser
{
    /// <summary>Full name of the attribute that marks a model.</summary>
    public const string ModelAttribute = "SparseGen.ModelAttribute";

    private const string RuntimeNamespace = "SparseGen";

    public static ParsedModel Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var symbol = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        var identifier = SourceSpan.From(declaration.Identifier.GetLocation());
        var problems = new List<DiagnosticInfo>();

        CheckDeclaration(symbol, declaration, identifier, problems);

        var layers = new List<LayerSpec>();
        var spans = new List<SourceSpan>();
        foreach (AttributeData attribute in symbol.GetAttributes().Where(IsLayer).OrderBy(Position))
        {
            cancellation.ThrowIfCancellationRequested();
            SyntaxNode? syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation);
            SourceSpan span = syntax is null ? identifier : SourceSpan.From(syntax);
            if (syntax is not null && !IsOn(declaration, syntax))
            {
                problems.Add(DiagnosticInfo.At(span, Descriptors.LayersOnTwoDeclarations, Name(attribute), symbol.Name));
                continue;
            }

            layers.Add(new LayerSpec(Name(attribute), new EquatableArray<LayerArgument>(Arguments(attribute))));
            spans.Add(span);
        }

        var model = new ModelSpec(
            symbol.ContainingNamespace.IsGlobalNamespace ? "" : symbol.ContainingNamespace.ToDisplayString(),
            new EquatableArray<string>(ContainingTypes(symbol).Select(static t => "partial " + Keyword(t) + " " + t.Name)),
            symbol.Name,
            "partial " + Keyword(symbol),
            new EquatableArray<LayerSpec>(layers));
        return new ParsedModel(model, identifier, new EquatableArray<SourceSpan>(spans), new EquatableArray<DiagnosticInfo>(problems));
    }

    private static void CheckDeclaration(INamedTypeSymbol symbol, TypeDeclarationSyntax declaration, SourceSpan identifier, List<DiagnosticInfo> problems)
    {
        if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            problems.Add(DiagnosticInfo.At(identifier, Descriptors.NotPartial, symbol.Name));
        }

        INamedTypeSymbol? generic = ContainingTypes(symbol).Append(symbol).FirstOrDefault(static t => t.IsGenericType);
        TypeDeclarationSyntax? closed = declaration.Ancestors().OfType<TypeDeclarationSyntax>()
            .FirstOrDefault(static t => !t.Modifiers.Any(SyntaxKind.PartialKeyword));
        if (generic is not null)
        {
            problems.Add(DiagnosticInfo.At(identifier, Descriptors.UnsupportedClass, symbol.Name, $"'{generic.Name}' has type parameters", "remove them"));
        }
        else if (symbol.IsStatic || symbol.IsAbstract)
        {
            string modifier = symbol.IsStatic ? "static" : "abstract";
            problems.Add(DiagnosticInfo.At(identifier, Descriptors.UnsupportedClass, symbol.Name, $"it is {modifier}", $"remove '{modifier}'"));
        }
        else if (closed is not null)
        {
            string reason = $"the containing type '{closed.Identifier.Text}' is not partial";
            problems.Add(DiagnosticInfo.At(identifier, Descriptors.UnsupportedClass, symbol.Name, reason, $"declare '{closed.Identifier.Text}' partial"));
        }
    }

    /// <summary>Input and layer attributes are those that the catalogue knows and that stand in our namespace.</summary>
    private static bool IsLayer(AttributeData attribute) =>
        attribute.AttributeClass is { } type
        && type.ContainingNamespace.ToDisplayString() == RuntimeNamespace
        && LayerCatalog.Contains(Name(attribute));

    private static string Name(AttributeData attribute)
    {
        string name = attribute.AttributeClass!.Name;
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }

    private static int Position(AttributeData attribute) => attribute.ApplicationSyntaxReference?.Span.Start ?? 0;

    private static bool IsOn(TypeDeclarationSyntax declaration, SyntaxNode attribute) =>
        attribute.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(attribute.Span);

    private static Stack<INamedTypeSymbol> ContainingTypes(INamedTypeSymbol symbol)
    {
        var types = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? type = symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            types.Push(type);
        }

        return types;
    }

    private static string Keyword(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Struct, false) => "struct",
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Interface, _) => "interface",
        (_, true) => "record",
        _ => "class",
    };

    private static IEnumerable<LayerArgument> Arguments(AttributeData attribute)
    {
        IEnumerable<(string Name, TypedConstant Value)> positional = attribute.AttributeConstructor is { } constructor
            ? constructor.Parameters.Zip(attribute.ConstructorArguments, static (parameter, value) => (parameter.Name, value))
            : [];
        IEnumerable<(string Name, TypedConstant Value)> named = attribute.NamedArguments.Select(static pair => (pair.Key, pair.Value));
        return positional.Concat(named).Where(static a => a.Value.Kind != TypedConstantKind.Error).Select(static a => Argument(a.Name, a.Value.Value));
    }

    private static LayerArgument Argument(string name, object? value) => value switch
    {
        string text => new LayerArgument(name, 0, text),
        bool flag => new LayerArgument(name, flag ? 1 : 0, null),
        IConvertible number => new LayerArgument(name, number.ToDouble(CultureInfo.InvariantCulture), null),
        _ => new LayerArgument(name, 0, null),
    };
}
