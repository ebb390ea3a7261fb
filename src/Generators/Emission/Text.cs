using System.Globalization;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission;

/// <summary>How numbers and names are spelled in generated code, whatever the machine's language.</summary>
internal static class Text
{
    /// <summary>
    /// Characters of a name that is made from a user's. Metadata takes 1,023 bytes, and of names that are cut to the same the callers number all but the first.
    /// </summary>
    public const int LongestName = 100;

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A float literal that reads back as the same number.</summary>
    public static string Of(float number) => number.ToString("R", CultureInfo.InvariantCulture) + "f";

    public static string Of(double number) => number.ToString("R", CultureInfo.InvariantCulture) + "d";

    /// <summary>One over a number, which the compiler divides.</summary>
    public static string Reciprocal(int divisor) => $"1f / {Of(divisor)}";

    /// <summary>The seed of a declaration, which may be negative, as the number without a sign that the runtime takes.</summary>
    public static string Seed(int seed) => seed >= 0 ? Of(seed) : $"unchecked((ulong)({Of(seed)}))";

    /// <summary>Sizes as part of a name: 64x256.</summary>
    public static string Name(params int[] sizes) => string.Join("x", sizes.Select(static s => Of(s)));

    /// <summary>A product of a name and a number, without the number when it is one.</summary>
    public static string Times(string name, long factor) => factor == 1 ? name : $"{name} * {Of(factor)}";

    /// <summary>A dotted name as one identifier: blocks.mlp_tokens.fc1 becomes BlocksMlpTokensFc1. Of a long one the end is kept.</summary>
    public static string Pascal(string name)
    {
        string[] words = name.Split(['.', '_', '{', '}', ' ', '+', '-'], StringSplitOptions.RemoveEmptyEntries);
        string joined = string.Concat(words.Select(static w => char.ToUpperInvariant(w[0]) + w.Substring(1)));
        string kept = new([.. joined.Where(static c => char.IsLetterOrDigit(c))]);
        kept = kept.Substring(Math.Max(kept.Length - LongestName, 0));
        return kept.Length == 0 || char.IsDigit(kept[0]) ? "Value" + kept : kept;
    }

    /// <summary>The sum of an offset and what loops add to it: Base + block * 3136.</summary>
    public static string Offset(string start, IEnumerable<(string Variable, long Stride)> terms) =>
        string.Join(" + ", terms.Select(static t => Times(t.Variable, t.Stride)).Prepend(start));

    /// <summary>Dimensions as in a collection expression: 64, 1, 4, 4.</summary>
    public static string Dimensions(Shape shape) => string.Join(", ", shape.All.Select(static d => Of(d)));
}
