using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseGen.Tests.Generation;

/// <summary>
/// Types of the user's may have the names of those that kernels use. Which ones these are is read from the generated text, so that a new kernel is
/// covered with its layer.
/// </summary>
public sealed class NameCollisionTests
{
    private static readonly string[] Namespaces = ["System", "ILGPU", "SparseGen", "Generated"];

    private static readonly Lazy<(string Name, int Arity)[]> Names = new(FindNames);

    [Fact]
    public void EveryLayerIsThere() => Assert.All(
        typeof(LayerAttribute).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract),
        static layer => Assert.Matches($"X\\.{layer.Name.Split('`')[0].Replace("Attribute", "", StringComparison.Ordinal)}\\b", EveryLayer.Template));

    [Fact]
    public void TheNamesAreFound()
    {
        Assert.Superset(
            new HashSet<string>(
            [
                "CpuFrame", "GpuFrame", "GpuProduct", "ICpuProgram", "Initializer", "LayerInfo", "LayerNorm", "ModelInfo", "NoiseStream", "OperandMap", "PanelProduct",
                "Panels", "ParameterLayout", "Present", "ProductArguments", "ProductKernel", "ProgramBuffers", "Reduction", "SparseMask", "TensorStorage", "Unsafe",
            ]),
            Names.Value.Select(static name => name.Name).ToHashSet());

        // The classes that hold kernels end so: none can be taken for something that kernels name.
        Assert.DoesNotContain(Names.Value, static name => name.Name.EndsWith("Programs", StringComparison.Ordinal));
    }

    [Fact]
    public void TypesBesideTheModel() => Compiles($"namespace Acme;\n\n{Models()}\n{Types(Namespaces)}");

    [Fact]
    public void TypesInTheGlobalNamespace() => Compiles($"{Types([])}\n{Models()}\nnamespace Acme\n{{\n{Models()}\n}}");

    [Fact]
    public void NamespacesAroundAndBesideTheModel() => Compiles(
        $"namespace Acme.SparseGen.System\n{{\n{Models()}\n}}\n{Spaces("Acme.", Namespaces)}\n{Spaces("Acme.SparseGen.System.", Namespaces)}\n{Spaces("", [])}");

    [Fact]
    public void TypesThatTheModelIsNestedIn() => Compiles(
        $"namespace Acme;\n\ninternal static partial class Outer\n{{\n{Models()}\n{Types(Namespaces)}\n}}\n");

    [Fact]
    public void TypesThatTheModelHolds() => Compiles($"namespace Acme;\n\n{Models($"{{ {Types(Namespaces)} }}")}");

    [Fact]
    public void TypesThatTheModelInherits() => Compiles($"namespace Acme;\n\n{Models(": Base;")}\n\ninternal class Base\n{{\n{Types(Namespaces)}\n}}\n");

    [Fact]
    public void AliasesOfTheWholeProject() => Compiles(
        string.Concat(Names.Value.Where(static name => name.Arity == 0).Select(static name => $"global using {name.Name} = Acme.Own;\n"))
        + $"namespace Acme;\n\ninternal sealed class Own;\n{Models()}");

    private static void Compiles(string source) => new GeneratorHarness(source).CompileWithoutWarnings();

    private static string Models(string body = ";") =>
        EveryLayer.Template.Replace("X.", "global::SparseGen.", StringComparison.Ordinal).Replace(" BODY", body, StringComparison.Ordinal);

    /// <summary>Classes of all the names, with as many type parameters. Members of a model may not be called like those of the contract.</summary>
    private static string Types(IEnumerable<string> more) => string.Concat(Names.Value.Concat(more.Select(static name => (name, 0)))
        .Where(static name => typeof(IModel<>).GetMember(name.Item1).Length + typeof(IInferenceModel<>).GetMember(name.Item1).Length == 0)
        .Select(static name => $"internal class {name.Item1}{(name.Item2 == 0 ? "" : $"<{string.Join(", ", Enumerable.Range(0, name.Item2).Select(static i => $"T{i}"))}>")};\n"));

    private static string Spaces(string prefix, IEnumerable<string> more) =>
        string.Concat(Names.Value.Select(static name => name.Name).Concat(more).Distinct().Select(name => $"namespace {prefix}{name} {{ internal class Unused; }}\n"));

    /// <summary>What generated text calls by a simple name and does not declare itself: types, and methods that it uses without their type.</summary>
    private static (string Name, int Arity)[] FindNames()
    {
        var harness = new GeneratorHarness($"namespace Acme;\n\n{Models()}");
        var compilation = harness.CompileWithoutWarnings();
        var names = new HashSet<(string, int)>();
        foreach (var tree in compilation.SyntaxTrees.Except(harness.Compilation.SyntaxTrees))
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(IsFirst))
            {
                var symbol = model.GetSymbolInfo(node).Symbol;
                if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
                {
                    // The name of an attribute may have its suffix or not.
                    names.Add((constructor.ContainingType.Name, 0));
                }

                if (symbol is INamespaceOrTypeSymbol and not ITypeParameterSymbol or IMethodSymbol && symbol.DeclaringSyntaxReferences.Length == 0)
                {
                    names.Add((node.Identifier.Text, symbol is IMethodSymbol ? 0 : node.Arity));
                }
            }
        }

        return [.. names.Order()];
    }

    /// <summary>Whether a name is looked for by itself, not as a part of what stands before it.</summary>
    private static bool IsFirst(SimpleNameSyntax node) => node.Parent switch
    {
        QualifiedNameSyntax qualified => qualified.Left == node,
        MemberAccessExpressionSyntax access => access.Expression == node,
        AliasQualifiedNameSyntax => false,

        // Words such as nint and var. A type can be called so too, but the compiler warns of that.
        _ => SyntaxFacts.GetContextualKeywordKind(node.Identifier.Text) == SyntaxKind.None && node.Identifier.Text != "nint",
    };
}
