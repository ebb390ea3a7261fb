using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Analysis;

/// <summary>
/// The rank of a matrix under noise, from its singular values alone: that of the signal-plus-noise model fitted by the Cauchy noise loss with a sparse prior
/// (Hayase 2018, arXiv 1804.03154).
/// </summary>
public static class RankEstimation
{
    private const int Steps = 20_000;
    private const double LargestNoiseAtOutset = 0.2;

    /// <summary>Estimates rank, noise and singular values of A from A + sigma Z.</summary>
    /// <remarks>Singular values are divided by the largest one for the fit; those of the estimate that are below xi count as 0.</remarks>
    /// <param name="matrix">A + sigma Z, either side the longer one.</param>
    /// <param name="options">How; 20,000 p/d steps unless it says otherwise.</param>
    /// <param name="afterPass">Called after each pass with its number from 1; may end the fit by throwing.</param>
    /// <exception cref="ArgumentException">The matrix has no entries or not only finite ones, or only zeros.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static RankEstimate Estimate(double[,] matrix, CauchyNoiseOptions options, Action<int>? afterPass = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Matrix<double> data = Require.Matrix(matrix);
        (int rows, int columns) = (Math.Max(data.RowCount, data.ColumnCount), Math.Min(data.RowCount, data.ColumnCount));
        double[] singular = data.Svd(computeVectors: false).S.ToArray();
        double largest = singular[0];
        if (largest == 0)
        {
            throw new ArgumentException("matrix has only zeros; expected at least one other number, by which the singular values are divided.", nameof(matrix));
        }

        double[] scaled = [.. singular.Select(value => value / largest)];
        double aspect = (double)rows / columns;
        var model = new SignalPlusNoiseModel(scaled, Math.Min(LargestNoiseAtOutset, 1 / (1 + Math.Sqrt(aspect))), rows);
        CauchyNoiseOptions complete = options with { Steps = options.Steps ?? (int)(Steps * aspect) };
        CauchyNoiseFit.Run(model, [.. scaled.Select(static value => value * value)], complete, afterPass);
        double[] found = [.. model.SingularValues.ToArray().Select(Math.Abs).OrderDescending()];
        return new RankEstimate(
            found.Count(value => value >= options.Sparsity && value > 0), Math.Abs(model.Noise) * largest, [.. found.Select(value => value * largest)]);
    }
}
