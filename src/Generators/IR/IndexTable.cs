namespace SparseGen.Generators.IR;

/// <summary>
/// A list of indices that kernels read, made at run time once for each model class. Equal tables are made once, however many ops read them.
/// </summary>
/// <param name="Length">Indices of one repetition.</param>
/// <param name="Expression">The C# that makes it, over the variables of the loops around it.</param>
/// <param name="Loop">The innermost loop whose repetitions have lists of their own; null for one list.</param>
internal sealed record IndexTable(int Length, string Expression, LoopIndex? Loop) : Unprinted
{
    /// <summary>Where the list of a repetition starts, as an expression over the loop variables.</summary>
    public string Offset() => LoopIndex.Offset(Loop, Length);
}

/// <summary>An op whose kernel reads a list of indices.</summary>
internal interface ITableReader
{
    /// <summary>The lists, none where the indices follow from the place.</summary>
    IReadOnlyList<IndexTable> Tables { get; }
}
