using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>The three inputs, of which a model has one, and those that may stand behind it: what they take and the shape of one sample.</summary>
internal static class InputLayer
{
    private static readonly Dictionary<string, string[]> Sizes = new()
    {
        ["ImageInput"] = ["channels", "height", "width"],
        ["TokenInput"] = ["tokens", "channels"],
        ["VectorInput"] = ["features"],
        [Further] = ["features"],
    };

    /// <summary>The attribute of the inputs that stand behind the first one.</summary>
    public const string Further = "Input";

    /// <summary>What the first input is called.</summary>
    public const string FirstName = "input";

    public static bool IsInput(string kind) => Sizes.ContainsKey(kind);

    /// <summary>Whether it is one that stands behind another.</summary>
    public static bool IsFurther(LayerSpec spec) => spec.Kind == Further;

    /// <summary>How many inputs a model begins with.</summary>
    public static int Count(ModelSpec model) => 1 + model.Layers.Skip(1).TakeWhile(IsFurther).Count();

    /// <summary>Name of an input; empty where it has none.</summary>
    public static string Name(LayerSpec spec) => IsFurther(spec) ? spec.Text("name") ?? "" : FirstName;

    /// <summary>The shape of one sample, or null when a size is not positive.</summary>
    public static Shape? Infer(LayerSpec spec, DiagnosticBag problems)
    {
        string[] sizes = Sizes[spec.Kind];
        bool isGood = sizes.Aggregate(true, (good, size) => problems.RequirePositive(spec, size) && good);
        if (!isGood || (IsFurther(spec) && !problems.RequireNotNegative(spec, "Tokens", "for a vector")))
        {
            return null;
        }

        int[] dimensions = [.. sizes.Select(size => spec.Int(size))];
        return IsFurther(spec) && spec.Int("Tokens") is > 0 and var tokens ? Shape.Of([tokens, .. dimensions]) : Shape.Of(dimensions);
    }
}
