using System.Globalization;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.IR;

/// <summary>A static mask of a weight: how many weights it keeps, and what decides which.</summary>
/// <param name="Count">Weights that are kept.</param>
/// <param name="Seed">With the name of the tensor, decides which.</param>
/// <param name="Member">What gives the kept weights in place of a seed; null where they are drawn.</param>
internal sealed record MaskSpec(int Count, int Seed, ListMember? Member = null) : Unprinted
{
    /// <summary>round(density inputs outputs), halves away from zero. The sizes are multiplied first, exactly, so that they may change places.</summary>
    public static long KeptOf(double density, long inputs, long outputs) =>
        (long)Math.Round(density * (inputs * outputs), MidpointRounding.AwayFromZero);

    /// <summary>The least density of two digits that keeps a weight: half a weight is rounded up, so it is one half over their number, rounded up.</summary>
    public static double LeastDensity(long inputs, long outputs)
    {
        int decimals = 1 + (int)Math.Ceiling(Math.Log10(2.0 * inputs * outputs));
        for (long digits = 1; ; digits++)
        {
            // Read as a compiler reads it, so that what the message shows is what was tried.
            double density = double.Parse($"{digits.ToString(CultureInfo.InvariantCulture)}e-{decimals.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);
            if (KeptOf(density, inputs, outputs) > 0)
            {
                return density;
            }
        }
    }
}
