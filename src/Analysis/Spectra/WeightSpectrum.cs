using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Analysis;

/// <summary>The singular values of one weight of a model, beside the law that a random matrix of its size and variance follows.</summary>
/// <param name="Name">Name of the tensor; the number of the block behind it, where it has several.</param>
/// <param name="Rows">Outputs.</param>
/// <param name="Columns">Inputs.</param>
/// <param name="SingularValues">From the largest down.</param>
/// <param name="Law">The law of a random matrix with the same size and mean square; null where all entries are 0.</param>
public sealed record WeightSpectrum(string Name, int Rows, int Columns, IReadOnlyList<double> SingularValues, MarchenkoPastur? Law)
{
    /// <summary>Share of the singular values above the law's edge: what was learned, where the matrix began at random.</summary>
    public double ShareAbove => Law is null ? 0 : (double)SingularValues.Count(value => value * value > Law.Upper) / SingularValues.Count;

    /// <summary>The sum of squared singular values divided by the largest square: how many directions the matrix is made of, from 1 to its rank (stable rank).</summary>
    public double StableRank => SingularValues[0] > 0 ? SingularValues.Sum(value => value * value) / (SingularValues[0] * SingularValues[0]) : 0;

    /// <summary>The spectra of all dense weights, in the order of the tensors; blocks one by one. A tensor of four dimensions is a matrix of its first one by the others.</summary>
    /// <param name="parameters">The parameters of a model.</param>
    /// <param name="largestSide">Matrices whose shorter side is longer than this are left out: decompositions take its third power.</param>
    /// <exception cref="ArgumentException">A weight is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The largest side is below 1.</exception>
    public static IReadOnlyList<WeightSpectrum> OfModel(ParameterVector parameters, int largestSide = 512)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Require.AtLeast(1, largestSide);
        var spectra = new List<WeightSpectrum>();
        foreach (string name in InitialValues.Weights(parameters))
        {
            var shape = WeightShape.Of(parameters.Layout.Find(name));
            if (Math.Min(shape.Rows, shape.Columns) > largestSide)
            {
                continue;
            }

            float[] values = new float[shape.Count];
            parameters.GetTensor(name, values);
            for (int block = 0; block < shape.Blocks; block++)
            {
                double[,] matrix = shape.Read(values, block, name);
                spectra.Add(new WeightSpectrum(
                    shape.Blocks == 1 ? name : $"{name}[{block}]", shape.Rows, shape.Columns, ModelJacobian.SingularValues(matrix),
                    Matrix<double>.Build.DenseOfArray(matrix).FrobeniusNorm() > 0 ? MarchenkoPastur.Of(matrix) : null));
            }
        }

        return spectra;
    }
}
