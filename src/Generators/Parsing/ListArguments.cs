using Microsoft.CodeAnalysis;

namespace SparseGen.Generators.Parsing;

/// <summary>The arguments that name members which give permutations: only here is the type at hand whose members they are.</summary>
internal static class ListArguments
{
    /// <summary>The argument with the type, where it is not that of the attribute.</summary>
    public const string Type = "ListType";

    private const string Suffix = "List";

    /// <summary>The arguments of a layer, with what their names lead to.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="declaring">The class that has it.</param>
    /// <param name="root">The model or block that is read.</param>
    public static IEnumerable<LayerArgument> Of(AttributeData attribute, INamedTypeSymbol declaring, INamedTypeSymbol root)
    {
        INamedTypeSymbol type = attribute.NamedArguments.FirstOrDefault(static pair => pair.Key == Type).Value.Value as INamedTypeSymbol ?? declaring;
        foreach (LayerArgument argument in LayerAttributes.Arguments(attribute))
        {
            if (argument.Name.EndsWith(Suffix, StringComparison.Ordinal) && argument.Text is { } name)
            {
                (ListMember? member, string? fault) = ListMember.Find(type, name, root.ContainingAssembly);
                yield return argument with { Member = member, Fault = fault is null ? null : $"{type.Name}.{name}, but {fault}" };
            }
            else
            {
                yield return argument;
            }
        }
    }
}
