using System.Text.RegularExpressions;

namespace SparseGen.Tests.Generation;

/// <summary>The table of layers in docs/layers.md says what the generator does.</summary>
public sealed partial class LayerTableTests
{
    private const string ImageShape = "[channels, height, width]";

    public static TheoryData<string> Layers => [.. Rows().Select(static row => row.Declaration)];

    [Theory]
    [MemberData(nameof(Layers))]
    public async Task LayersTakeTheShapesOfTheTable(string declaration)
    {
        string shape = Rows().Single(row => row.Declaration == declaration).Shape;
        bool takesImages = shape == "any" || shape.Contains(ImageShape + " ->", StringComparison.Ordinal);
        Assert.Equal(takesImages ? [] : ["SPG0017"], await DiagnoseBehind("ImageInput(4, 4, 1)", declaration));
        if (shape.StartsWith("any", StringComparison.Ordinal) || shape.StartsWith("[...", StringComparison.Ordinal))
        {
            Assert.Empty(await DiagnoseBehind("VectorInput(4)", declaration));
            Assert.Empty(await DiagnoseBehind("TokenInput(4, 4)", declaration));
        }
    }

    [Fact]
    public void AllLayersAreInTheTable() => Assert.Equal(
        typeof(LayerAttribute).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsGenericType)
            .Select(static type => type.Name[..^"Attribute".Length]).Order(StringComparer.Ordinal),
        Rows().Select(static row => row.Declaration.Split('(')[0]).Order(StringComparer.Ordinal));

    private static async Task<string[]> DiagnoseBehind(string input, string declaration)
    {
        // What joins another input needs one.
        string other = declaration.StartsWith("Join(", StringComparison.Ordinal) ? ", Input(\"other\", 4)" : "";
        var harness = new GeneratorHarness($"using SparseGen; [Model, {input}{other}, {declaration}] public sealed partial class Described;");
        return [.. (await harness.Diagnose()).Select(static diagnostic => diagnostic.Id)];
    }

    // With numbers for the names of parameters, which fit a sample of four numbers or four times four.
    private static IEnumerable<(string Declaration, string Shape)> Rows() =>
        from line in File.ReadLines(Path.Combine(Repository.Root, "docs/layers.md"))
        let row = TableRow().Match(line)
        where row.Success && !row.Groups["name"].Value.EndsWith("Input", StringComparison.Ordinal)
        let arguments = row.Groups["arguments"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(static name => name switch
        {
            "kind" => "ActivationKind.Relu",
            "rate" or "density" => "0.5",
            "stride" or "padding" or "groups" => "1",
            "causal" => "true",
            "input" => "\"other\"",
            "outputs" or "tokens" or "channels" => "4",
            _ => "2",
        })
        select (arguments.Any() ? $"{row.Groups["name"].Value}({string.Join(", ", arguments)})" : row.Groups["name"].Value, row.Groups["shape"].Value);

    [GeneratedRegex(@"^\| `(?<name>\w+)(\((?<arguments>[\w, ]+)\))?` \| .* \| (?<shape>(\[|any|as).*) \|$")]
    private static partial Regex TableRow();
}
