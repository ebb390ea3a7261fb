namespace SparseGen.Analysis;

/// <summary>Along which axis a cell is cut.</summary>
public enum AxisChoice
{
    /// <summary>One after another, by depth.</summary>
    Cycle,

    /// <summary>Drawn with the softmax of the edge lengths, which are divided by their norm: long edges more often (PanoTree's "size").</summary>
    EdgeLength,
}
