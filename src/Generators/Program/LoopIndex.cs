namespace SparseGen.Generators.Program;

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
    public long TotalCount => Count * (Parent?.TotalCount ?? 1);

    /// <summary>This loop and those around it, innermost first.</summary>
    public IEnumerable<LoopIndex> Path()
    {
        for (LoopIndex? index = this; index is not null; index = index.Parent)
        {
            yield return index;
        }
    }
}
