extern alias generators;

using System.Globalization;
using System.Reflection;
using generators::SparseGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SparseGen.Tests.Documentation;

/// <summary>Each rule has a page that shows how it comes about, what is said then, and how it is right: its first example, its message and its last example.</summary>
public sealed class RulePageTests
{
    private const string Folder = "docs/rules";

    /// <summary>A fault of the generator, which no declaration is known to cause.</summary>
    private const string Fault = "SPG0062";

    private static readonly DiagnosticDescriptor[] Rules =
        [.. typeof(Descriptors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (DiagnosticDescriptor)field.GetValue(null)!)];

    public static TheoryData<string> Ids => [.. Rules.Select(static rule => rule.Id)];

    [Fact]
    public void EveryPageIsOfARule() => Assert.Equal(
        Rules.Select(static rule => rule.Id).Append("index").Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder)).Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void TheRuleLinksToItsPage(string id)
    {
        DiagnosticDescriptor rule = Descriptors.Find(id);
        Assert.Equal($"{id}: {rule.Title.ToString(CultureInfo.InvariantCulture)}", MarkdownPage.Read($"{Folder}/{id}.md").Title);
        Assert.EndsWith($"/rules/{id}.html", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.True(Uri.TryCreate(rule.HelpLinkUri, UriKind.Absolute, out Uri? link) && link.Scheme == Uri.UriSchemeHttps, $"'{rule.HelpLinkUri}' is no link.");
        string row = $"| [{id}]({id}.md) | {rule.DefaultSeverity.ToString().ToLowerInvariant()} | {rule.Title.ToString(CultureInfo.InvariantCulture)} |";
        Assert.Contains(row, File.ReadLines(Path.Combine(Repository.Root, Folder, "index.md")));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task TheFirstExampleIsSaidToBeWrongAndTheLastIsRight(string id)
    {
        MarkdownPage page = MarkdownPage.Read($"{Folder}/{id}.md");
        CodeBlock[] examples = [.. page.Of("csharp")];
        if (id != Fault)
        {
            Assert.True(examples.Length > 1, "There is no wrong example beside the right one.");
            Diagnostic found = Assert.Single(await new GeneratorHarness(examples[0].Text).Diagnose());
            Assert.Equal(id, found.Id);
            string said = $"{found.Severity.ToString().ToLowerInvariant()} {id}: {found.GetMessage(CultureInfo.InvariantCulture)}\n";
            Assert.Equal(said, Assert.Single(page.Of("text")).Text);
        }

        var right = new GeneratorHarness(new CSharpParseOptions(LanguageVersion.Latest), GeneratorHarness.OrdinarySettings, examples[^1].Text);
        Assert.Empty(await right.Diagnose());
        right.CompileAsUsersDo();
    }
}
