namespace SparseGen.Tests.Documentation;

/// <summary>Code that people read in the documentation compiles, with the generator, and runs.</summary>
/// <remarks>
/// All C# of a page is one program, in order. A block in a comment, <c>&lt;!-- csharp</c> to <c>--&gt;</c>, is part of it and not shown. A block whose fence has the
/// path of a file behind it is a piece of that file; one that says <c>excerpt</c> shows code of the library or of the generator.
/// </remarks>
public sealed class PageTests
{
    private const string Excerpt = "excerpt";

    public static TheoryData<string> Pages =>
    [
        .. Files().Where(static file => MarkdownPage.Read(file).Of("csharp").Any(static block => block.Remark.Length == 0)),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task TheCodeOfAPageIsAProgram(string file)
    {
        MarkdownPage page = MarkdownPage.Read(file);
        await new PageProgram(page).Run(page.Of("csharp").Where(static block => block.Remark.Length == 0));
    }

    [Fact]
    public void PiecesOfFilesStandInThem() => Assert.All(
        Files().SelectMany(static file => MarkdownPage.Read(file).Of("csharp")).Where(static block => block.Remark.Length > 0 && block.Remark != Excerpt),
        static block => Assert.Contains(
            Flat(block.Text), Flat(File.ReadAllText(Path.Combine(Repository.Root, block.Remark))), StringComparison.Ordinal));

    /// <summary>Only what explains the library to those who work on it shows code that is not compiled.</summary>
    [Fact]
    public void ExcerptsAreForThoseWhoWorkOnTheLibrary() => Assert.All(
        Files().Where(static file => MarkdownPage.Read(file).Of("csharp").Any(static block => block.Remark == Excerpt)),
        static file => Assert.True(file is "docs/architecture.md" or "docs/gpu.md" || file.StartsWith("docs/decisions/", StringComparison.Ordinal), file));

    private static string Flat(string text) => string.Join('\n', text.Split('\n').Select(static line => line.Trim()));

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(static path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(static file => !file.StartsWith("docs/rules/", StringComparison.Ordinal))
            .Concat(["README.md", "src/Core/Package/package.md", "src/Gpu/package.md"])
            .Order(StringComparer.Ordinal);
}
