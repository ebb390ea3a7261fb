using SparseGen.Generators.Emission;

namespace SparseGen.Generators.IR;

/// <summary>The counter of a repetition. A forward loop and its backward loop share it, and with it parameters and kept values.</summary>
/// <param name="variable">Name of the variable in generated code and in tensor names.</param>
/// <param name="count">Number of repetitions.</param>
/// <param name="first">Number of the first repetition in tensor names: a second group of blocks goes on counting.</param>
/// <param name="parent">The loop around it.</param>
internal sealed class LoopIndex(string variable, int count, int first, LoopIndex? parent)
{
    public string Variable { get; } = variable;

    public int Count { get; } = count;

    public int First { get; } = first;

    public LoopIndex? Parent { get; } = parent;

    /// <summary>Repetitions of this loop in all repetitions of those around it.</summary>
    public long TotalCount { get; } = Sizes.Times(count, parent?.TotalCount ?? 1);

    /// <summary>Number of the repetition at hand in tensor names: C# over the variable.</summary>
    public string Number => First == 0 ? Variable : $"{Text.Of(First)} + {Variable}";

    /// <summary>A name with loop variables in braces as the inside of an interpolated string, in which they become the numbers of the repetitions.</summary>
    /// <param name="name">The name.</param>
    /// <param name="loop">The innermost loop around it.</param>
    public static string Interpolate(string name, LoopIndex? loop) =>
        (loop?.Path() ?? []).Aggregate(name, static (known, index) => known.Replace("{" + index.Variable + "}", "{" + index.Number + "}"));

    /// <summary>
    /// Where the repetition at hand begins in a list with a part for each repetition, those of the innermost loop closest together: C# over the
    /// loop variables.
    /// </summary>
    /// <param name="loop">The innermost loop; null for a list of one part.</param>
    /// <param name="stride">Length of a part.</param>
    public static string Offset(LoopIndex? loop, long stride)
    {
        var terms = new List<string>();
        foreach (LoopIndex index in loop?.Path() ?? [])
        {
            terms.Insert(0, Text.Times(index.Variable, stride));
            stride = Sizes.Times(stride, index.Count);
        }

        return terms.Count == 0 ? "0" : string.Join(" + ", terms);
    }

    /// <summary>This loop and those around it, innermost first.</summary>
    public IEnumerable<LoopIndex> Path()
    {
        for (LoopIndex? index = this; index is not null; index = index.Parent)
        {
            yield return index;
        }
    }
}
