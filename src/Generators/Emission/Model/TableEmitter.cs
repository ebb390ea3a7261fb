using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission.Model;

/// <summary>The lists of indices: a class of their own, so that they are made when a kernel first needs them.</summary>
internal static class TableEmitter
{
    public static void Write(CodeWriter code, IndexTables tables, bool hasGpu)
    {
        KeyValuePair<IndexTable, string>[] wanted = [.. tables.Names.Where(table => hasGpu || !tables.IsOfGpu(table.Key))];
        if (wanted.Length == 0)
        {
            return;
        }

        code.Summary("Lists of indices that kernels read, the same for all instances.");
        code.Line(GeneratedMarks.NestedType);
        using (code.Block("private static class IndexTables"))
        {
            bool isFirst = true;
            foreach (KeyValuePair<IndexTable, string> table in wanted)
            {
                if (!isFirst)
                {
                    code.Line();
                }

                isFirst = false;
                code.Summary($"{Text.Of(table.Key.Length)} indices{(table.Key.Loop is null ? "" : " for each repetition")}.");
                code.Line($"public static readonly int[] {table.Value} = {Stacked(table.Key)};");
            }
        }

        code.Line();
    }

    /// <summary>The lists of all repetitions one after another, those of the innermost loop closest.</summary>
    private static string Stacked(IndexTable table) =>
        (table.Loop?.Path() ?? []).Aggregate(table.Expression, static (inner, loop) => $"IndexTable.Stack({Text.Of(loop.Count)}, {loop.Variable} => {inner})");
}
