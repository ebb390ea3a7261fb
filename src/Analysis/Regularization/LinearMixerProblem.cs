using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Analysis;

/// <summary>
/// Linear regression Y_n = W X_n V^T of samples X_n [S, C] by a linear Mixer, B = W kron V, with weight decay; and by a free matrix B with an L1 penalty. Proposition 3.3
/// of Hayase and Karakida (2024, arXiv 2306.01470):
/// min of L(W kron V) + lambda/2 (|W|^2 + |V|^2) is at least min of L(B) + lambda/(C S) |B|_1, so that weight decay of the factors is a sparse prior on their product. L is
/// the mean of |B x - y|^2 / 2.
/// </summary>
public sealed class LinearMixerProblem
{
    private const double MostCondition = 1e14;

    private readonly Matrix<double> _inputs, _outputs;
    private readonly Matrix<double>[] _x, _y;

    /// <summary>A problem.</summary>
    /// <param name="inputs">[samples, S C], X_n row by row.</param>
    /// <param name="outputs">[samples, S C].</param>
    /// <param name="tokens">S.</param>
    /// <param name="channels">C.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, an entry is not finite, or all inputs are 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Tokens or channels are below 1.</exception>
    public LinearMixerProblem(double[,] inputs, double[,] outputs, int tokens, int channels)
    {
        _inputs = Require.Matrix(inputs);
        _outputs = Require.Matrix(outputs);
        (Tokens, Channels) = (Require.AtLeast(1, tokens), Require.AtLeast(1, channels));
        CheckSize(_inputs, nameof(inputs));
        CheckSize(_outputs, nameof(outputs));
        if (_outputs.RowCount != _inputs.RowCount)
        {
            throw new ArgumentException($"outputs has {_outputs.RowCount} rows; expected {_inputs.RowCount}, a sample each.", nameof(outputs));
        }

        if (_inputs.FrobeniusNorm() == 0)
        {
            throw new ArgumentException("inputs has only zeros; expected at least one other number.", nameof(inputs));
        }

        _x = Samples(_inputs);
        _y = Samples(_outputs);
    }

    /// <summary>S.</summary>
    public int Tokens { get; }

    /// <summary>C.</summary>
    public int Channels { get; }

    private int Count => _x.Length;

    /// <summary>L(B) + lambda/(C S) |B|_1.</summary>
    /// <param name="matrix">B, [S C, S C].</param>
    /// <param name="lambda">lambda, not negative.</param>
    /// <exception cref="ArgumentException">The matrix has another size, or an entry is not finite.</exception>
    public double SparseObjective(double[,] matrix, double lambda)
    {
        Matrix<double> b = Require.Matrix(matrix);
        CheckSize(b, nameof(matrix));
        return Loss(b) + (Require.NotNegative(lambda) / (Tokens * Channels) * b.Enumerate().Sum(Math.Abs));
    }

    /// <summary>L(W kron V) + lambda/2 (|W|^2 + |V|^2).</summary>
    /// <param name="pair">W and V, square.</param>
    /// <param name="lambda">lambda, not negative.</param>
    /// <exception cref="ArgumentException">A matrix has another size, or an entry is not finite.</exception>
    public double MixerObjective(MixerPair pair, double lambda)
    {
        ArgumentNullException.ThrowIfNull(pair);
        (Matrix<double> w, Matrix<double> v) = (Require.Matrix(pair.Tokens), Require.Matrix(pair.Channels));
        return w.RowCount == Tokens && w.ColumnCount == Tokens && v.RowCount == Channels && v.ColumnCount == Channels
            ? Loss(w.KroneckerProduct(v)) + (0.5 * Require.NotNegative(lambda) * (Square(w) + Square(v)))
            : throw new ArgumentException($"W is {w.RowCount} x {w.ColumnCount} and V {v.RowCount} x {v.ColumnCount}; expected {Tokens} and {Channels} squared.", nameof(pair));
    }

    /// <summary>
    /// Minimises <see cref="MixerObjective"/>: either factor by its normal equations in turn, which never goes up. From a random start it may end in a local minimum.
    /// </summary>
    /// <param name="lambda">lambda, positive.</param>
    /// <param name="rounds">How often both are solved for.</param>
    /// <param name="seed">Seed of the start.</param>
    /// <exception cref="ArgumentException">lambda is too small for inputs without full rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">lambda is not positive, or rounds are below 1.</exception>
    public MixerPair FitMixer(double lambda, int rounds, ulong seed)
    {
        Require.Positive(lambda);
        Require.AtLeast(1, rounds);
        Matrix<double> v = RandomMatrices.Orthogonal(Channels, new CounterRandom(seed, "linear mixer")), w = Matrix<double>.Build.Dense(Tokens, Tokens);
        for (int round = 0; round < rounds; round++)
        {
            w = Solve(_y, [.. _x.Select(x => x.TransposeAndMultiply(v))], lambda);
            v = Solve([.. _y.Select(static y => y.Transpose())], [.. _x.Select(x => (w * x).Transpose())], lambda);
        }

        return new MixerPair(w.ToArray(), v.ToArray());
    }

    /// <summary>Minimises <see cref="SparseObjective"/>, which is convex, by accelerated proximal steps (FISTA; Beck and Teboulle 2009).</summary>
    /// <param name="lambda">lambda, not negative.</param>
    /// <param name="steps">How many steps.</param>
    /// <returns>B, [S C, S C].</returns>
    /// <exception cref="ArgumentOutOfRangeException">lambda is negative, or steps are below 1.</exception>
    public double[,] FitSparse(double lambda, int steps)
    {
        double threshold = Require.NotNegative(lambda) / (Tokens * Channels);
        Require.AtLeast(1, steps);
        Matrix<double> covariance = _inputs.TransposeThisAndMultiply(_inputs) / Count, cross = _outputs.TransposeThisAndMultiply(_inputs) / Count;
        double rate = 1 / covariance.L2Norm(), momentum = 1;
        Matrix<double> b = Matrix<double>.Build.Dense(covariance.RowCount, covariance.RowCount), ahead = b;
        for (int step = 0; step < steps; step++)
        {
            Matrix<double> next = (ahead - (rate * ((ahead * covariance) - cross))).Map(
                value => Math.Sign(value) * Math.Max(0, Math.Abs(value) - (rate * threshold)));
            double after = 0.5 * (1 + Math.Sqrt(1 + (4 * momentum * momentum)));
            ahead = next + ((momentum - 1) / after * (next - b));
            (b, momentum) = (next, after);
        }

        return b.ToArray();
    }

    // The minimum over M of mean |M z - y|^2 / 2 + lambda/2 |M|^2, with matrices as samples.
    private Matrix<double> Solve(Matrix<double>[] y, Matrix<double>[] z, double lambda)
    {
        int size = z[0].RowCount;
        Matrix<double> cross = Matrix<double>.Build.Dense(size, size), square = Matrix<double>.Build.DenseIdentity(size) * lambda;
        for (int sample = 0; sample < Count; sample++)
        {
            cross += y[sample].TransposeAndMultiply(z[sample]) / Count;
            square += z[sample].TransposeAndMultiply(z[sample]) / Count;
        }

        // By singular values, since a decomposition of Cholesky may go through and give numbers that mean nothing.
        if (square.ConditionNumber() > MostCondition)
        {
            throw new ArgumentException($"lambda is {lambda}, which rounding hides beside inputs without full rank; expected more.", nameof(lambda));
        }

        return square.Cholesky().Solve(cross.Transpose()).Transpose();
    }

    private double Loss(Matrix<double> b) => 0.5 * Square(_inputs.TransposeAndMultiply(b) - _outputs) / Count;

    private static double Square(Matrix<double> matrix) => matrix.Enumerate().Sum(static value => value * value);

    private Matrix<double>[] Samples(Matrix<double> rows)
        => [.. rows.EnumerateRows().Select(row => Matrix<double>.Build.Dense(Tokens, Channels, (token, channel) => row[(token * Channels) + channel]))];

    private void CheckSize(Matrix<double> matrix, string name)
    {
        if (matrix.ColumnCount != Tokens * Channels || (name == "matrix" && matrix.RowCount != matrix.ColumnCount))
        {
            throw new ArgumentException(
                $"{name} is {matrix.RowCount} x {matrix.ColumnCount}; expected {Tokens} x {Channels} = {Tokens * Channels} columns{(name == "matrix" ? " and rows" : "")}.", name);
        }
    }
}
