using System.Collections.Immutable;

namespace SparseGen.Compression;

/// <summary>A linear map of a model that has been compressed.</summary>
/// <param name="Name">Name of its result, such as <c>head.linear</c>.</param>
/// <param name="Rows">Rows of a sample that go through it.</param>
/// <param name="Maps">What is computed: one map, or one for each group.</param>
/// <param name="Exact">The same in single precision; empty in a model that was loaded, which has no exact weights.</param>
/// <param name="Error">Norm of the differences from the exact map's outputs over the norm of those, on the rows that it was made with.</param>
public sealed record CompressedLayer(
    string Name, int Rows, ImmutableArray<ICompressedLinear> Maps, ImmutableArray<ExactLinear> Exact, double Error)
{
    /// <summary>Numbers of an input row.</summary>
    public int Inputs => Maps[0].Inputs;

    /// <summary>Numbers of an output row.</summary>
    public int Outputs => Maps[0].Outputs;

    /// <summary>Bytes of its maps.</summary>
    public long Bytes => Maps.Sum(static map => map.Bytes);

    /// <summary>Bytes of the same in single precision.</summary>
    public long ExactBytes => Maps.Sum(static map => sizeof(float) * (map.Inputs + 1L) * map.Outputs);
}
