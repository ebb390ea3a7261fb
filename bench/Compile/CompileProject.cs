using System.Globalization;
using SparseGen.Tool.Commands;

namespace SparseGen.Bench.Compile;

/// <summary>A user's project: its files, a model each.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Sources">Texts of its files.</param>
/// <param name="HasGpu">Whether it refers to SparseGen.Gpu, so that its models have kernels for GPUs.</param>
internal sealed record CompileProject(string Name, IReadOnlyList<string> Sources, bool HasGpu = true)
{
    private const string Class = "FashionMixer";

    /// <summary>The sizes of the declaration that can be others, and what a project of different models adds to them from one to the next: 16 divides no two of them.</summary>
    private static readonly (string Argument, int Size, int Step)[] Sizes = [("features: ", 64, 4), ("tokenHidden: ", 32, 3), ("channelHidden: ", 256, 12)];

    /// <summary>How many models it declares.</summary>
    public int Models => Sources.Count;

    /// <summary>The projects that are measured: the empty one first, then that with one model, the large ones, and one without kernels for GPUs.</summary>
    /// <param name="many">Models of the large ones.</param>
    public static CompileProject[] All(int many) =>
    [
        new("empty", []),
        new($"1 {Class}", [Declaration]),
        new($"{many} alike", [.. Enumerable.Range(0, many).Select(Renamed)]),
        new($"{many} of different sizes", [.. Enumerable.Range(0, many).Select(i => Resized(Renamed(i), i))]),
        new($"1 {Class}, CPU alone", [Declaration], HasGpu: false),
    ];

    private static string Declaration
    {
        get
        {
            using Stream file = typeof(CompileProject).Assembly.GetManifestResourceStream($"{Class}.cs")!;
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
    }

    private static string Renamed(int number) => Replace(Declaration, $"class {Class};", $"class {Class}{number.ToString(CultureInfo.InvariantCulture)};");

    private static string Resized(string declaration, int number)
    {
        foreach ((string argument, int size, int step) in Sizes)
        {
            declaration = Replace(
                declaration, string.Create(CultureInfo.InvariantCulture, $"{argument}{size}"), string.Create(CultureInfo.InvariantCulture, $"{argument}{size + (number * step)}"));
        }

        return declaration;
    }

    /// <summary>Says so where the declaration is not what it was when this was written: models that are all alike would be taken for different ones.</summary>
    private static string Replace(string text, string old, string replacement) => text.Contains(old, StringComparison.Ordinal)
        ? text.Replace(old, replacement, StringComparison.Ordinal)
        : throw new CommandException($"The declaration of {Class} has no '{old}' any more.");
}
