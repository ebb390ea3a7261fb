using System.Globalization;
using System.Text.RegularExpressions;

namespace SparseGen.Tests.Sources;

/// <summary>No line is longer than <c>.editorconfig</c> has it: editors draw the line there, and nothing else looks.</summary>
public sealed partial class LineLengthTests
{
    /// <summary>What a tool writes.</summary>
    private const string Tiles = "src/Core/Kernels/Cpu/Tiles/";

    [Fact]
    public void LinesFitIntoTheWidthOfEditorConfig()
    {
        int width = Width();
        string[] tooLong =
        [
            .. from file in Files()
               from line in File.ReadLines(Path.Combine(Repository.Root, file)).Select(static (text, index) => (text.Length, Number: index + 1))
               where line.Length > width
               select $"{file}({line.Number}): {line.Length} columns",
        ];
        Assert.True(tooLong.Length == 0, $"Lines of more than {width} columns:\n{string.Join('\n', tooLong)}");
    }

    /// <summary>An empty list would please the test above.</summary>
    [Fact]
    public void AllProjectsAreLookedAt() => Assert.Superset(
        new HashSet<string>
        {
            "bench/Program.cs", "src/Models/Program.cs", "src/Architectures/FashionMixer.cs", "src/Core/Training/Trainer.cs", "tests/Program/KillTests.cs",
            "samples/Tabular/Program.cs", "tests/Unit/Sources/LineLengthTests.cs",
        },
        Files().ToHashSet());

    private static int Width() => int.Parse(
        WidthSetting().Match(File.ReadAllText(Path.Combine(Repository.Root, ".editorconfig"))).Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>What people wrote: expected texts of the generator hold what it wrote.</summary>
    private static IEnumerable<string> Files() =>
        from folder in new[] { "bench", "eng", "samples", "src", "templates", "tests" }
        from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')
        where !file.EndsWith(".verified.cs", StringComparison.Ordinal) && !file.EndsWith(".received.cs", StringComparison.Ordinal)
            && !file.Split('/').Any(static part => part is "bin" or "obj")
            && !file.StartsWith(Tiles, StringComparison.Ordinal)
        select file;

    [GeneratedRegex(@"^max_line_length = (\d+)$", RegexOptions.Multiline)]
    private static partial Regex WidthSetting();
}
