namespace SparseGen.Generators.Program;

/// <summary>A static random mask of a weight: how many weights it keeps, and what decides which.</summary>
/// <param name="Count">Weights that are kept.</param>
/// <param name="Seed">With the name of the tensor, decides which.</param>
internal sealed record MaskSpec(int Count, int Seed)
{
    /// <summary>round(density inputs outputs), halves away from zero. The sizes are multiplied first, exactly, so that they may change places.</summary>
    public static long KeptOf(double density, long inputs, long outputs) =>
        (long)Math.Round(density * (inputs * outputs), MidpointRounding.AwayFromZero);
}
