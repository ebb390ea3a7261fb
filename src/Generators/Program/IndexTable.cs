namespace SparseGen.Generators.Program;

/// <summary>
/// A list of indices that kernels read, made at run time once for each model class. Equal tables are made once, however many ops read them.
/// </summary>
/// <param name="Length">Indices of one repetition.</param>
/// <param name="Expression">The C# that makes it, over the variables of the loops around it.</param>
/// <param name="Loop">The innermost loop whose repetitions have lists of their own; null for one list.</param>
internal sealed record IndexTable(int Length, string Expression, LoopIndex? Loop)
{
    /// <summary>Where the list of a repetition starts, as an expression over the loop variables.</summary>
    public string Offset()
    {
        long stride = Length;
        var steps = new List<(string, long)>();
        foreach (LoopIndex loop in Loop?.Path() ?? [])
        {
            steps.Insert(0, (loop.Variable, stride));
            stride *= loop.Count;
        }

        return steps.Count == 0 ? "0" : string.Join(" + ", steps.Select(static s => Emission.Text.Times(s.Item1, s.Item2)));
    }
}

/// <summary>An op whose kernel reads a list of indices.</summary>
internal interface ITableReader
{
    /// <summary>The lists, none where the indices follow from the place.</summary>
    IReadOnlyList<IndexTable> Tables { get; }
}
