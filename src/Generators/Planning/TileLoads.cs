namespace SparseGen.Generators.Planning;

/// <summary>How the threads of a group load their share of an operand's tile.</summary>
internal sealed class TileLoads
{
    /// <summary>Steps of the sum that a tile takes at a time. All partial sums of a gradient start at a multiple of it.</summary>
    public const int Depth = 8;

    /// <summary>Numbers of a quad, which one instruction loads.</summary>
    private const int Quad = 4;

    /// <param name="sum">The operand along the sum.</param>
    /// <param name="sumExtent">Steps of the sum in a sample.</param>
    /// <param name="lines">The operand along the other axis.</param>
    /// <param name="linesExtent">Its lines in a sample.</param>
    /// <param name="starts">Floats from group to group and from sample to sample, where they are not part of an axis.</param>
    /// <param name="tile">Lines of the tile.</param>
    /// <param name="threads">Threads of the group.</param>
    public TileLoads(AxisMap sum, int sumExtent, AxisMap lines, int linesExtent, IReadOnlyList<long> starts, int tile, int threads)
    {
        Lines = tile;
        ThreadsGoAlongSum = sum.Step == 1 && lines.Step != 1;
        HaveLastLine = linesExtent % tile != 0;
        HaveLastStep = sumExtent % Depth != 0;
        (AxisMap unit, AxisMap other, int unitExtent) = ThreadsGoAlongSum ? (sum, lines, sumExtent) : (lines, sum, linesExtent);
        AreQuads = unitExtent % Quad == 0 && unit.HasQuads(Quad) && other.AreMultiples(Quad) && starts.All(static start => start % Quad == 0);
        PerThread = Lines * Depth / threads / (AreQuads ? Quad : 1);

        // Neighbouring threads share the axis along which they lie, and a thread's loads go on along the other one.
        (AxisMap axis, int covered) = ThreadsGoAlongSum ? (lines, tile) : (sum, Depth);
        AreEven = sum.IsForward && lines.IsForward
            && (PerThread == 1 || axis.IsEven(covered) || ((AreQuads ? PerThread == 2 : PerThread == 8) && axis.IsEvenInHalves(covered)));
    }

    /// <summary>Lines of the tile: rows of the left operand, columns of the right one.</summary>
    public int Lines { get; }

    /// <summary>How many loads a thread has.</summary>
    public int PerThread { get; }

    /// <summary>Whether each of them is four numbers that lie side by side, at an address that is a multiple of their size.</summary>
    public bool AreQuads { get; }

    /// <summary>Neighbouring threads read neighbouring numbers: along the sum if it has stride 1, else along the lines.</summary>
    public bool ThreadsGoAlongSum { get; }

    /// <summary>Whether each half of a thread's loads lies at even distances, and both halves a constant apart, none of them backwards.</summary>
    public bool AreEven { get; }

    /// <summary>Whether a tile may go over the last line of the operand. Samples that continue an axis leave it a multiple of what it is in one.</summary>
    public bool HaveLastLine { get; }

    /// <summary>Whether it may go over the end of the sum.</summary>
    public bool HaveLastStep { get; }
}
