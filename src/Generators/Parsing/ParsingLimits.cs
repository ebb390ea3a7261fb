namespace SparseGen.Generators.Parsing;

/// <summary>How long a declaration may be, once the blocks that it uses are put in its place.</summary>
internal static class ParsingLimits
{
    /// <summary>Layers of a model or a block, those of the blocks below counted wherever they are used. Copies that Repeat makes are loops and do not count.</summary>
    public const long MostLayers = 1000;

    /// <summary>Blocks that use blocks that use blocks. Loops nest as deep in the generated code, and the stages walk them by recursion.</summary>
    public const int DeepestNesting = 32;
}
