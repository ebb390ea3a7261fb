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
            using (loop.IsReversed ? code.Block($"for (int {variable} = {loop.Index.Count - 1}; {variable} >= 0; {variable}--)") : code.Loop(loop.Index))
            {
                Write(code, loop.Body, emit, before);
            }
        }
    }
}
