using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace SparseGen.Structure;

/// <summary>
/// A matrix divided by the power of four that brings its largest entry near 1, so that squares of entries neither overflow nor vanish on the way to singular values.
/// Dividing by powers of two rounds nothing, and the root of a power of four is one of two.
/// </summary>
internal sealed class ScaledMatrix
{
    private readonly double[,] _dense;
    private readonly int _exponent;

    /// <param name="dense">The matrix.</param>
    /// <param name="name">Name of the parameter that it came as.</param>
    /// <exception cref="ArgumentException">An entry is not finite.</exception>
    public ScaledMatrix(double[,] dense, string name)
    {
        double largest = 0;
        foreach (double entry in dense)
        {
            if (!double.IsFinite(entry))
            {
                throw new ArgumentException($"The matrix has an entry {entry}; expected finite numbers.", name);
            }

            largest = Math.Max(largest, Math.Abs(entry));
        }

        _dense = dense;
        _exponent = largest == 0 ? 0 : Math.ILogB(largest) / 2;
    }

    /// <summary>A divided entry.</summary>
    public double this[int row, int column] => Math.ScaleB(_dense[row, column], -2 * _exponent);

    /// <summary>A distance between divided matrices, as it is between the matrices.</summary>
    public double Restore(double distance) => Math.ScaleB(distance, 2 * _exponent);

    /// <summary>The root of a singular value of the matrix, from that of the divided one.</summary>
    public double RestoreRoot(double singularValue) => Math.ScaleB(Math.Sqrt(singularValue), _exponent);
}
