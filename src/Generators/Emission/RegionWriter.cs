using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission;

/// <summary>Walks a region in the order in which it runs: ops as a back end writes them, loops as loops.</summary>
internal static class RegionWriter
{
    /// <param name="code">Takes the text.</param>
    /// <param name="region">What runs.</param>
    /// <param name="emit">Writes an op.</param>
    /// <param name="before">Writes what comes before a node, loops included; null for nothing.</param>
    /// <param name="isPhased">
    /// Whether a call of the pass runs one of its phases (<see cref="Op.IsOverBatch"/>): the text counts them, and all that is of another one is passed over.
    /// </param>
    public static void Write(CodeWriter code, Region region, Action<Op> emit, Action<Node>? before = null, bool isPhased = false)
    {
        if (isPhased)
        {
            WritePhases(code, region, emit);
            return;
        }

        foreach (Node node in region.Nodes)
        {
            before?.Invoke(node);
            if (node is Op op)
            {
                emit(op);
                continue;
            }

            var loop = (Loop)node;
            using (Begin(code, loop))
            {
                Write(code, loop.Body, emit, before);
            }
        }
    }

    /// <summary>Phases with an even number are those of samples, between them lie the ops on the whole batch, each a phase of its own.</summary>
    private static void WritePhases(CodeWriter code, Region region, Action<Op> emit)
    {
        var together = new Region();
        foreach (Node node in region.Nodes)
        {
            if (node is not (Op { IsOverBatch: true } or Loop { Body.HasPhases: true }))
            {
                together.Nodes.Add(node);
                continue;
            }

            WriteTogether(code, together, emit);
            if (node is Loop loop)
            {
                using (Begin(code, loop))
                {
                    WritePhases(code, loop.Body, emit);
                }

                continue;
            }

            using (code.Block("if (++phase == frame.Phase)"))
            {
                emit((Op)node);
            }

            code.Line("phase++;");
        }

        WriteTogether(code, together, emit);
    }

    private static void WriteTogether(CodeWriter code, Region together, Action<Op> emit)
    {
        if (together.Nodes.Count > 0)
        {
            using (code.Block("if (phase == frame.Phase)"))
            {
                Write(code, together, emit);
            }

            together.Nodes.Clear();
        }
    }

    private static IDisposable Begin(CodeWriter code, Loop loop)
    {
        string variable = loop.Index.Variable;
        return loop.IsReversed ? code.Block($"for (int {variable} = {loop.Index.Count - 1}; {variable} >= 0; {variable}--)") : code.Loop(loop.Index);
    }
}
