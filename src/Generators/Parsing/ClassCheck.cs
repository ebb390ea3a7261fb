using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Emission.Model;

namespace SparseGen.Generators.Parsing;

/// <summary>Whether the generator can complete a class, before any layer is looked at.</summary>
internal static class ClassCheck
{
    /// <summary>What generated code is written in: its lists are collection expressions.</summary>
    private const LanguageVersion LeastLanguage = LanguageVersion.CSharp12;

    private static readonly SymbolDisplayFormat Signature = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    public static IEnumerable<DiagnosticInfo> Check(
        INamedTypeSymbol symbol, TypeDeclarationSyntax declaration, Compilation compilation, GeneratedMembers? members)
    {
        var identifier = SourceSpan.From(declaration.Identifier.GetLocation());
        if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            yield return DiagnosticInfo.At(identifier, Descriptors.NotPartial, symbol.Name);
        }

        // One reason is enough to begin with: the others may follow from it.
        foreach ((string reason, string fix) in Shape(symbol, declaration, compilation).Concat(Bases(symbol, compilation)).Concat(Names(symbol, compilation, members)).Take(1))
        {
            yield return DiagnosticInfo.At(identifier, Descriptors.UnsupportedClass, symbol.Name, reason, fix);
        }
    }

    private static IEnumerable<(string Reason, string Fix)> Shape(INamedTypeSymbol symbol, TypeDeclarationSyntax declaration, Compilation compilation)
    {
        INamedTypeSymbol[] types = [.. ModelName.ContainingTypes(symbol), symbol];
        if (types.FirstOrDefault(static t => t.IsGenericType) is { } generic)
        {
            yield return ($"'{generic.Name}' has type parameters", "remove them");
        }

        if (symbol.IsStatic || symbol.IsAbstract)
        {
            string modifier = symbol.IsStatic ? "static" : "abstract";
            yield return ($"it is {modifier}", $"remove '{modifier}'");
        }

        if (types.FirstOrDefault(static t => t.IsFileLocal) is { } local)
        {
            yield return ($"'{local.Name}' is a file-local type, which no other file can add to", $"remove 'file' from '{local.Name}'");
        }

        TypeDeclarationSyntax? closed = declaration.Ancestors().OfType<TypeDeclarationSyntax>()
            .FirstOrDefault(static t => !t.Modifiers.Any(SyntaxKind.PartialKeyword));
        if (closed is not null)
        {
            yield return ($"the containing type '{closed.Identifier.Text}' is not partial", $"declare '{closed.Identifier.Text}' partial");
        }

        if (symbol.InstanceConstructors.Any(static c => c.DeclaringSyntaxReferences.Any(static r => r.GetSyntax() is TypeDeclarationSyntax)))
        {
            yield return (
                "it has a primary constructor, which the generated one would have to call",
                "replace it by a constructor in the body, which may call ': this(maxBatch, device, seed)'");
        }

        if (Intruder(compilation) is { } intruder)
        {
            yield return (
                $"'{GeneratedNamespace.Namespace}.{intruder.Name}' stands in the namespace of what is generated, where it would come before what generated code means",
                $"move '{intruder.Name}' to another namespace, or leave its file out if it was written by the generator");
        }

        if (declaration.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LeastLanguage and var language })
        {
            yield return (
                $"its project is compiled as C# {language.ToDisplayString()}, older than what is generated",
                $"set LangVersion to {LeastLanguage.ToDisplayString()} or later, or remove it");
        }
    }

    /// <summary>The first type or namespace that the project itself declares in the namespace of what is generated.</summary>
    private static INamespaceOrTypeSymbol? Intruder(Compilation compilation)
    {
        INamespaceOrTypeSymbol? space = compilation.Assembly.GlobalNamespace;
        foreach (string segment in GeneratedNamespace.Namespace.Split('.'))
        {
            space = space?.GetMembers(segment).OfType<INamespaceSymbol>().FirstOrDefault();
        }

        return space?.GetMembers().OfType<INamespaceOrTypeSymbol>().OrderBy(static member => member.Name, StringComparer.Ordinal).FirstOrDefault();
    }

    private static IEnumerable<(string Reason, string Fix)> Bases(INamedTypeSymbol symbol, Compilation compilation)
    {
        foreach (INamedTypeSymbol type in BaseTypes(symbol).Where(static type => LayerAttributes.Mark(type, ModelParser.ModelAttribute) is not null).Take(1))
        {
            yield return ($"its base class '{type.Name}' is a model itself", "derive it from another class, or put what they share into a [Block]");
        }

        if (symbol.BaseType is { TypeKind: not TypeKind.Error } parent && !CanBeMade(parent, symbol, compilation))
        {
            yield return ($"its base class '{parent.Name}' has no constructor without parameters that it can call", $"give '{parent.Name}' one, or hold it in a field instead");
        }

        foreach (ISymbol member in BaseTypes(symbol).Prepend(symbol).SelectMany(static type => type.GetMembers())
            .Where(static member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }).Take(1))
        {
            yield return ($"'{member.ContainingType.Name}.{member.Name}' is required, and generic code makes models without it", "remove 'required'");
        }
    }

    private static IEnumerable<(string Reason, string Fix)> Names(INamedTypeSymbol symbol, Compilation compilation, GeneratedMembers? members)
    {
        if (members is null)
        {
            yield break;
        }

        if (members.HasName(symbol.Name))
        {
            yield return ($"the generator adds a member '{symbol.Name}', and no member may have the name of its class", "rename the class");
        }

        foreach (ISymbol member in symbol.GetMembers().Where(members.Clashes))
        {
            string fix = member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? "remove yours or give it other parameters" : "rename or remove yours";
            yield return ($"the generator adds the member '{member.ToDisplayString(Signature)}' that it has already", fix);
        }

        foreach (ISymbol member in BaseTypes(symbol).SelectMany(static type => type.GetMembers()).Where(member =>
            member is not IMethodSymbol { MethodKind: MethodKind.Constructor } && members.Clashes(member) && compilation.IsSymbolAccessibleWithin(member, symbol)))
        {
            string type = member.ContainingType.Name;
            yield return (
                $"the generator adds a member that would hide '{member.ToDisplayString(Signature)}' of '{type}'",
                $"rename that one, or hold a '{type}' in a field instead of deriving from it");
        }
    }

    /// <summary>Whether a constructor that says nothing of its base compiles.</summary>
    private static bool CanBeMade(INamedTypeSymbol type, INamedTypeSymbol within, Compilation compilation)
    {
        IMethodSymbol[] candidates = [.. type.InstanceConstructors.Where(c =>
            c.Parameters.All(static p => p.IsOptional || p.IsParams) && compilation.IsSymbolAccessibleWithin(c, within))];
        return candidates.Length == 1 || candidates.Any(static c => c.Parameters.Length == 0);
    }

    private static IEnumerable<INamedTypeSymbol> BaseTypes(INamedTypeSymbol symbol)
    {
        for (INamedTypeSymbol? type = symbol.BaseType; type is not null && type.TypeKind != TypeKind.Error; type = type.BaseType)
        {
            yield return type;
        }
    }
}
