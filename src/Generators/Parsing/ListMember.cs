using Microsoft.CodeAnalysis;

namespace SparseGen.Generators.Parsing;

/// <summary>How a member that gives a permutation is used.</summary>
internal enum ListForm
{
    /// <summary>A field or a property.</summary>
    Value = 1,

    /// <summary>A method with the number of indices.</summary>
    OfLength,

    /// <summary>A method with that and what the permutation is called.</summary>
    OfLengthAndName,
}

/// <summary>A static member that gives a permutation as a list.</summary>
/// <param name="Reference">The member as code that means it wherever it stands.</param>
/// <param name="Shown">The class and the member, for messages.</param>
/// <param name="Form">How it is used.</param>
internal sealed record ListMember(string Reference, string Shown, ListForm Form) : Unprinted
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>The C# that asks it for the list.</summary>
    /// <param name="length">The number of indices, as code.</param>
    /// <param name="name">What the permutation is called, as code.</param>
    public string Call(string length, string name) => Form switch
    {
        ListForm.Value => Reference,
        ListForm.OfLength => $"{Reference}({length})",
        _ => $"{Reference}({length}, {name})",
    };

    /// <summary>Looks for a member.</summary>
    /// <param name="type">The type that it is a member of.</param>
    /// <param name="name">Its name.</param>
    /// <param name="assembly">The assembly of the model.</param>
    /// <returns>The member, or what is wrong with it.</returns>
    public static (ListMember? Member, string? Fault) Find(INamedTypeSymbol type, string name, IAssemblySymbol assembly)
    {
        ISymbol[] named = [.. type.GetMembers(name).Where(static member => member is IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary })];
        if (named.Length == 0)
        {
            return (null, "there is no such field, property or method");
        }

        (ISymbol Member, ListForm Form)[] fitting = [.. named.Select(static member => (member, FormOf(member))).Where(static pair => pair.Item2 != 0)];
        if (fitting.Length == 0)
        {
            return (null, "that gives no list of ints, or takes other arguments");
        }

        // The one that asks for most, where there are several methods.
        (ISymbol symbol, ListForm form) = fitting.OrderByDescending(static pair => pair.Form).First();
        return !symbol.IsStatic ? (null, "that is not static")
            : !IsVisible(symbol, assembly) ? (null, "that is not visible to generated code")
            : type.IsGenericType || ModelName.ContainingTypes(type).Any(static outer => outer.IsGenericType) || type.IsFileLocal
                ? (null, "that belongs to a generic or file-local type")
            : (new ListMember($"{type.ToDisplayString(Qualified)}.{ModelName.Identifier(name)}", $"{type.Name}.{name}", form), null);
    }

    private static ListForm FormOf(ISymbol member) => member switch
    {
        IFieldSymbol field when IsList(field.Type) => ListForm.Value,
        IPropertySymbol { IsIndexer: false, GetMethod: not null } property when IsList(property.Type) => ListForm.Value,
        IMethodSymbol { IsGenericMethod: false, Parameters.Length: 1 } method when IsList(method.ReturnType) && IsInt(method.Parameters[0]) => ListForm.OfLength,
        IMethodSymbol { IsGenericMethod: false, Parameters.Length: 2 } method when IsList(method.ReturnType) && IsInt(method.Parameters[0])
            && method.Parameters[1] is { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_String } => ListForm.OfLengthAndName,
        _ => 0,
    };

    private static bool IsInt(IParameterSymbol parameter) => parameter is { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Int32 };

    private static bool IsList(ITypeSymbol type) => !type.IsRefLikeType && type.AllInterfaces.Concat(type is INamedTypeSymbol self ? [self] : []).Any(
        static known => known.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T
            && known.TypeArguments[0].SpecialType == SpecialType.System_Int32);

    private static bool IsVisible(ISymbol member, IAssemblySymbol assembly)
    {
        bool isOurs = SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, assembly);
        for (ISymbol? symbol = member; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            bool isInternal = symbol.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal;
            if (symbol.DeclaredAccessibility != Accessibility.Public && !(isOurs && isInternal))
            {
                return false;
            }
        }

        return true;
    }
}
