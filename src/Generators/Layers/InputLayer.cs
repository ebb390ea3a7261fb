using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>The three inputs: what they take and the shape of one sample.</summary>
internal static class InputLayer
{
    private static readonly Dictionary<string, string[]> Sizes = new()
    {
        ["ImageInput"] = ["channels", "height", "width"],
        ["TokenInput"] = ["tokens", "channels"],
        ["VectorInput"] = ["features"],
    };

    public static bool IsInput(string kind) => Sizes.ContainsKey(kind);

    /// <summary>The shape of one sample, or null when a size is not positive.</summary>
    public static Shape? Infer(LayerSpec spec, DiagnosticBag problems)
    {
        string[] sizes = Sizes[spec.Kind];
        bool isGood = sizes.Aggregate(true, (good, size) => problems.RequirePositive(spec, size) && good);
        return isGood ? Shape.Of([.. sizes.Select(size => spec.Int(size))]) : null;
    }
}
