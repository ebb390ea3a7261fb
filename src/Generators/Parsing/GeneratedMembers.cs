using Microsoft.CodeAnalysis;

namespace SparseGen.Generators.Parsing;

/// <summary>
/// The members that the generator adds to a class. The contract, IModel or IInferenceModel, says which: a new member there is looked for here without further ado.
/// </summary>
internal sealed class GeneratedMembers
{
    /// <summary>Name of the one field.</summary>
    public const string Engine = "_sparseGenEngine";

    /// <summary>The method that the constructor shares its parameters with.</summary>
    private const string Factory = "Create";

    private readonly ISymbol[] _members;

    private GeneratedMembers(IEnumerable<ISymbol> members) => _members = [.. members];

    /// <summary>What is added to a class; nothing where the contract is not to be found.</summary>
    /// <param name="model">The class.</param>
    /// <param name="mark">Its attribute [Model], which comes from the assembly of the contract.</param>
    /// <param name="training">Whether the model is to be trained: it has fewer members else.</param>
    /// <param name="hessianProducts">
    /// Whether what the contract has a body for, the members for Hessian-vector products, is written too. What is static and has a body is always written, but explicitly.
    /// </param>
    public static GeneratedMembers? Of(INamedTypeSymbol model, AttributeData mark, bool training, bool hessianProducts)
    {
        INamedTypeSymbol? contract = mark.AttributeClass?.ContainingAssembly
            .GetTypeByMetadataName(training ? "SparseGen.IModel`1" : "SparseGen.IInferenceModel`1")?.Construct(model);
        return contract is null
            ? null
            : new GeneratedMembers(contract.AllInterfaces.Prepend(contract).SelectMany(static type => type.GetMembers())
                .Where(member => member is IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary } && (member.IsAbstract || (hessianProducts && !member.IsStatic))));
    }

    /// <summary>Whether a member of this name is added.</summary>
    public bool HasName(string name) => name == Engine || _members.Any(member => member.Name == name);

    /// <summary>Whether a member of the class's own, or one that it inherits, leaves no room for an added one.</summary>
    public bool Clashes(ISymbol own)
    {
        if (own.IsImplicitlyDeclared)
        {
            return false;
        }

        return own is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            ? _members.Any(member => member is IMethodSymbol { Name: Factory } create && HaveSameParameters(create, constructor))
            : own.Name == Engine || _members.Any(member => member.Name == own.Name && !AreOverloads(member, own));
    }

    private static bool AreOverloads(ISymbol member, ISymbol own) =>
        member is IMethodSymbol added && own is IMethodSymbol method && (method.Arity > 0 || !HaveSameParameters(added, method));

    /// <summary>Whether the lists are the same to the compiler; added members pass nothing by reference.</summary>
    private static bool HaveSameParameters(IMethodSymbol added, IMethodSymbol own) =>
        added.Parameters.Length == own.Parameters.Length
        && added.Parameters.Zip(own.Parameters, static (a, o) => o.RefKind == RefKind.None && SymbolEqualityComparer.Default.Equals(a.Type, o.Type))
            .All(static same => same);
}
