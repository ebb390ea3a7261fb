namespace SparseGen.Generators.Planning;

/// <summary>How the 64 threads of a group load their share of an operand's tile.</summary>
internal sealed class TileLoads
{
    /// <summary>Steps of the sum that a tile takes at a time. All partial sums of a gradient start at a multiple of it.</summary>
    private const int Depth = 16;

    /// <param name="sum">The operand along the sum.</param>
    /// <param name="sumExtent">Steps of the sum in a sample.</param>
    /// <param name="lines">The operand along the other axis.</param>
    /// <param name="linesExtent">Its lines in a sample.</param>
    /// <param name="tile">Lines of the tile.</param>
    public TileLoads(AxisMap sum, int sumExtent, AxisMap lines, int linesExtent, int tile)
    {
        Lines = tile;
        ThreadsGoAlongSum = sum.Step == 1 && lines.Step != 1;
        HaveEdge = linesExtent % tile != 0 || sumExtent % Depth != 0;

        // Neighbouring threads share the axis along which they lie, and a thread's loads go on along the other one.
        (AxisMap axis, int covered) = ThreadsGoAlongSum ? (lines, tile) : (sum, Depth);
        AreEven = axis.IsEven(covered) || (PerThread == 16 && axis.IsEvenInHalves(covered));
    }

    /// <summary>Lines of the tile: rows of the left operand, columns of the right one.</summary>
    public int Lines { get; }

    /// <summary>How many loads a thread has.</summary>
    public int PerThread => Lines / 4;

    /// <summary>Neighbouring threads read neighbouring numbers: along the sum if it has stride 1, else along the lines.</summary>
    public bool ThreadsGoAlongSum { get; }

    /// <summary>Whether each eight of a thread's loads lie at even distances, and two eights a constant apart.</summary>
    public bool AreEven { get; }

    /// <summary>Whether a tile may go over an edge of the operand. Samples that continue an axis leave it a multiple of what it is in one.</summary>
    public bool HaveEdge { get; }
}
