using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission;

/// <summary>Walks a region in the order in which it runs: ops as a back end writes them, loops as loops.</summary>
internal static class RegionWriter
{
    /// <param name="code">Takes the text.</param>
    /// <param name="region">What runs.</param>
    /// <param name="emit">Writes an op.</param>
    /// <param name="before">Writes what comes before a node, loops included; null for nothing.</param>
    public static void Write(CodeWriter code, Region region, Action<Op> emit, Action<Node>? before = null)
    {
        foreach (Node node in region.Nodes)
        {
            before?.Invoke(node);
            if (node is Op op)
            {
                emit(op);
                continue;
            }

            var loop = (Loop)node;
            string variable = loop.Index.Variable;
            string header = loop.IsReversed
                ? $"for (int {variable} = {loop.Index.Count - 1}; {variable} >= 0; {variable}--)"
                : $"for (int {variable} = 0; {variable} < {loop.Index.Count}; {variable}++)";
            using (code.Block(header))
            {
                Write(code, loop.Body, emit, before);
            }
        }
    }
}
