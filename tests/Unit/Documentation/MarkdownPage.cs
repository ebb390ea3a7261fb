namespace SparseGen.Tests.Documentation;

/// <summary>A page of documentation: its title and the blocks of code in it.</summary>
/// <param name="File">The page, from the root of the repository.</param>
/// <param name="Title">Its first heading.</param>
/// <param name="Blocks">Blocks between fences, in order, and those in comments (see <see cref="CodeBlock.IsHidden"/>).</param>
internal sealed record MarkdownPage(string File, string Title, IReadOnlyList<CodeBlock> Blocks)
{
    private const string Fence = "```", CommentStart = "<!-- csharp", CommentEnd = "-->";

    public static MarkdownPage Read(string file)
    {
        string title = "";
        List<CodeBlock> blocks = [];
        CodeBlock? open = null;
        int number = 0;
        foreach (string line in System.IO.File.ReadLines(Path.Combine(Repository.Root, file)))
        {
            number++;
            if (open is not null)
            {
                bool ends = open.IsHidden ? line == CommentEnd : line.Trim() == Fence;
                open = ends ? null : open with { Text = open.Text + line + "\n" };
                blocks[^1] = open ?? blocks[^1];
            }
            else if (line.TrimStart().StartsWith(Fence, StringComparison.Ordinal) || line == CommentStart)
            {
                string[] words = line.Trim().TrimStart('`').Split(' ', 2);
                open = line == CommentStart
                    ? new CodeBlock("csharp", "", "", number + 1, IsHidden: true)
                    : new CodeBlock(words[0], words.Length > 1 ? words[1] : "", "", number + 1, IsHidden: false);
                blocks.Add(open);
            }
            else if (title.Length == 0 && line.StartsWith("# ", StringComparison.Ordinal))
            {
                title = line[2..];
            }
        }

        Assert.True(open is null, $"A block of {file} has no end.");
        return new MarkdownPage(file, title, blocks);
    }

    public IEnumerable<CodeBlock> Of(string language) => Blocks.Where(block => block.Language == language);
}
