using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseGen.Generators.Diagnostics;

namespace SparseGen.Generators.Parsing;

/// <summary>Turns a class symbol into a <see cref="ParsedModel"/>: the only place that sees symbols.</summary>
internal static class ModelParser
{
    /// <summary>Full name of the attribute that marks a model.</summary>
    public const string ModelAttribute = "SparseGen.ModelAttribute";

    /// <summary>What generated code is written in: its lists are collection expressions.</summary>
    private const LanguageVersion LeastLanguage = LanguageVersion.CSharp12;

    public static ParsedModel Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var symbol = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        var identifier = SourceSpan.From(declaration.Identifier.GetLocation());
        var problems = new List<DiagnosticInfo>();

        CheckDeclaration(symbol, declaration, identifier, problems);

        var parser = new SequenceParser(symbol, cancellation);
        (EquatableArray<LayerSpec> layers, EquatableArray<LayerSite> sites) = parser.Parse(declaration, "[Model]", identifier);
        problems.AddRange(parser.Problems);

        var model = new ModelSpec(
            symbol.ContainingNamespace.IsGlobalNamespace ? "" : symbol.ContainingNamespace.ToDisplayString(),
            new EquatableArray<string>(ContainingTypes(symbol).Select(static t => "partial " + Keyword(t) + " " + t.Name)),
            symbol.Name,
            "partial " + Keyword(symbol),
            layers)
        {
            HessianProducts = context.Attributes[0].NamedArguments.Any(static a => a.Key == "HessianProducts" && a.Value.Value is true),
        };
        return new ParsedModel(model, identifier, sites, new EquatableArray<DiagnosticInfo>(problems), parser.HasBrokenBlock);
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
        else if (declaration.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LeastLanguage and var language })
        {
            string reason = $"its project is compiled as C# {language.ToDisplayString()}, older than what is generated";
            string least = LeastLanguage.ToDisplayString();
            problems.Add(DiagnosticInfo.At(identifier, Descriptors.UnsupportedClass, symbol.Name, reason, $"set LangVersion to {least} or later, or remove it"));
        }
    }

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
}
