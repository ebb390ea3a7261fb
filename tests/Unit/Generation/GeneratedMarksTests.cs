using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;

namespace SparseGen.Tests.Generation;

/// <summary>
/// Coverage tools write counters into code that is not marked: a GPU compiles none of them. They look for the mark at a method, its type and the type around
/// that one only (coverlet's Instrumenter), and at an assembly.
/// </summary>
public sealed class GeneratedMarksTests
{
    private const string Uncovered = "ExcludeFromCodeCoverageAttribute", Tool = "GeneratedCodeAttribute";

    private static readonly string Source = EveryLayer.Template.Replace("X.", "global::SparseGen.", StringComparison.Ordinal)
        .Replace(" BODY", " { public int Own => 1; }", StringComparison.Ordinal);

    [Fact]
    public void EveryGeneratedTypeAndMemberIsMarked()
    {
        var harness = new GeneratorHarness(Source);
        var result = harness.Run();
        var output = harness.Compilation.AddSyntaxTrees(result.GeneratedSources.Select(source => source.SyntaxTree));
        var generated = output.Assembly.GlobalNamespace.GetNamespaceMembers().Single(space => space.Name == "SparseGen").GetNamespaceMembers().Single();
        INamedTypeSymbol[] types = [.. generated.GetTypeMembers().SelectMany(WithNested)];
        Assert.Equal(result.GeneratedSources.Length, generated.GetTypeMembers().Length);
        Assert.Superset(new HashSet<string>(["CpuProgram", "GpuProgram", "GpuKernels", "Masks", "IndexTables"]), types.Select(type => type.Name).ToHashSet());
        Assert.All(types, type => Assert.True(Has(type, Uncovered), $"{type} is not marked."));
        Assert.All(generated.GetTypeMembers(), type => Assert.True(Has(type, Tool), $"{type} does not say what wrote it."));
    }

    [Fact]
    public void MembersOfTheUsersClassAreMarkedAndItsOwnAreNot()
    {
        var harness = new GeneratorHarness(Source);
        var result = harness.Run();
        var output = harness.Compilation.AddSyntaxTrees(result.GeneratedSources.Select(source => source.SyntaxTree));
        foreach (var model in output.Assembly.GlobalNamespace.GetTypeMembers().Where(type => type.GetMembers("Forward").Length > 0))
        {
            Assert.False(Has(model, Uncovered), $"{model} as a whole is marked.");
            var members = model.GetMembers().Where(member => !member.IsImplicitlyDeclared && member is not IMethodSymbol { AssociatedSymbol: not null }).ToLookup(
                member => member.DeclaringSyntaxReferences.Single().SyntaxTree.FilePath == "File0.cs");
            Assert.Equal("Own", Assert.Single(members[true]).Name);
            Assert.All(members[true], own => Assert.Empty(own.GetAttributes()));
            Assert.All(members[false], member => Assert.True(Has(member, Tool), $"{member} does not say what wrote it."));
            Assert.All(members[false].Where(member => member is not IFieldSymbol), member => Assert.True(Has(member, Uncovered), $"{member} is not marked."));
        }
    }

    /// <summary>Kernels are methods of the library too: those that generated ones call, and those of vectors.</summary>
    [Fact]
    public void TheLibraryIsMarkedAsAWhole() => Assert.True(typeof(Device).Assembly.IsDefined(typeof(ExcludeFromCodeCoverageAttribute), inherit: false));

    private static bool Has(ISymbol symbol, string attribute) => symbol.GetAttributes().Any(one => one.AttributeClass!.Name == attribute);

    private static IEnumerable<INamedTypeSymbol> WithNested(INamedTypeSymbol type) => type.GetTypeMembers().SelectMany(WithNested).Prepend(type);
}
