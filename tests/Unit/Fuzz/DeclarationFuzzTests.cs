using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseGen.Tests.Generation;

namespace SparseGen.Tests.Fuzz;

/// <summary>Declarations that are nearly right: the generator never throws, never hangs, is never silent, and what it writes compiles.</summary>
public sealed class DeclarationFuzzTests
{
    /// <summary>Binding what was generated for one model takes a second, so that only some of what is right is compiled.</summary>
    private const int CompiledOf = 8;

    /// <summary>Hundreds of times what a declaration may take: this finds what never ends, and no busy machine.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(60);

    private static readonly string[] Sources =
    [
        .. Directory.GetFiles(Path.Combine(Repository.Tests, "Models"), "*.cs").Order(StringComparer.Ordinal).SelectMany(static path => Declarations(File.ReadAllText(path))),
    ];

    [Fact]
    public void ChangedDeclarationsGetCodeOrAReason() => Campaign.Run(cases: 400, static seed =>
    {
        var numbers = new RandomNumbers(Campaign.Numbers(seed));
        string sound = numbers.Choose(4) == 0
            ? $"using SparseGen;\n{new RandomDeclaration("M", Campaign.Numbers(seed + (1UL << 32))).Text}\n{RandomLists.Text}"
            : Sources[numbers.Choose(Sources.Length)];
        string source = DeclarationMutation.Change(sound, numbers);
        try
        {
            Check(source, isCompiled: seed % CompiledOf == 0);
        }
        catch (Exception fault)
        {
            throw new Xunit.Sdk.XunitException($"{fault.Message}\n{source}", fault);
        }
    });

    /// <summary>One source for each model of a file, with the blocks of all.</summary>
    private static IEnumerable<string> Declarations(string file)
    {
        var types = CSharpSyntaxTree.ParseText(file).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Where(static type => type.Parent is not TypeDeclarationSyntax).ToArray();
        string[] blocks = [.. types.Where(static type => !IsModel(type)).Select(static type => type.ToFullString())];
        string Whole(string model) => string.Join("\n", [.. blocks, model]);
        return types.Where(IsModel).Select(model => $"using SparseGen;\nusing System.Collections.Generic;\n{Whole(model.ToFullString())}");
    }

    private static bool IsModel(TypeDeclarationSyntax type) =>
        type.AttributeLists.SelectMany(static list => list.Attributes).Any(static attribute => attribute.Name.ToString() == "Model");

    private static void Check(string source, bool isCompiled)
    {
        var harness = new GeneratorHarness(source);
        using var limit = new CancellationTokenSource(LongestRun);
        GeneratorRunResult result = harness.Run(limit.Token);
        Diagnostic[] said = [.. harness.Diagnose().GetAwaiter().GetResult()];
        Assert.DoesNotContain(said, static diagnostic => diagnostic.Id is "SPG0062" or "AD0001");
        if (harness.Compilation.GetDiagnostics().Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            return;
        }

        AssertEveryModelIsGeneratedOrRefused(harness.Compilation, result, said);
        if (isCompiled && said.Length == 0)
        {
            harness.CompileAsUsersDo();
        }
    }

    private static void AssertEveryModelIsGeneratedOrRefused(CSharpCompilation compilation, GeneratorRunResult result, Diagnostic[] said)
    {
        int models = compilation.SyntaxTrees.Single().GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
            .Count(type => compilation.GetSemanticModel(type.SyntaxTree).GetDeclaredSymbol(type)!.GetAttributes()
                .Any(static attribute => attribute.AttributeClass?.ToDisplayString() == "SparseGen.ModelAttribute"));
        bool isRefused = said.Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.True(isRefused || result.GeneratedSources.Length >= models, $"{models} models, {result.GeneratedSources.Length} files, and no word about it.");
    }
}
