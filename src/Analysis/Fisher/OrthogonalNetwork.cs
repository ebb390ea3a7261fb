using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Analysis;

/// <summary>
/// A deep fully connected network of constant width as the theory has it: h_l = W_l x_(l-1) + b_l, x_l = phi(h_l), output h_L; W_l is sigma_w times a Haar orthogonal
/// matrix, b_l is normal. In double precision, to
/// measure what theory says of it.
/// </summary>
public sealed class OrthogonalNetwork
{
    private readonly Matrix<double>[] _weights;
    private readonly Vector<double>[] _biases;

    /// <summary>Draws a network.</summary>
    /// <param name="width">M, at least 1.</param>
    /// <param name="depth">L, at least 1.</param>
    /// <param name="activation">phi.</param>
    /// <param name="weightVariance">sigma_w^2.</param>
    /// <param name="biasVariance">sigma_b^2; biases are not learned.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public OrthogonalNetwork(int width, int depth, NetworkActivation activation, double weightVariance, double biasVariance, ulong seed)
    {
        Width = Require.AtLeast(1, width);
        Require.AtLeast(1, depth);
        Activation = Enum.IsDefined(activation)
            ? activation
            : throw new ArgumentOutOfRangeException(nameof(activation), activation, $"activation is {(int)activation}; expected a member of {nameof(NetworkActivation)}.");
        double scale = Math.Sqrt(Require.Positive(weightVariance)), shift = Math.Sqrt(Require.NotNegative(biasVariance));
        var random = new CounterRandom(seed, "orthogonal network");
        _weights = new Matrix<double>[depth];
        _biases = new Vector<double>[depth];
        for (int layer = 0; layer < depth; layer++)
        {
            _weights[layer] = RandomMatrices.Orthogonal(width, random) * scale;
            _biases[layer] = RandomMatrices.Normal(width, 1, random).Column(0) * shift;
        }
    }

    /// <summary>M.</summary>
    public int Width { get; }

    /// <summary>L.</summary>
    public int Depth => _weights.Length;

    /// <summary>phi.</summary>
    public NetworkActivation Activation { get; }

    /// <summary>W_l.</summary>
    /// <param name="layer">l, from 1 to L.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public double[,] Weight(int layer) => layer >= 1 && layer <= Depth
        ? _weights[layer - 1].ToArray()
        : throw new ArgumentOutOfRangeException(nameof(layer), layer, $"layer is {layer}; expected 1 to {Depth}.");

    /// <summary>h_1 to h_L of an input.</summary>
    /// <param name="input">x_0, [M].</param>
    /// <exception cref="ArgumentException">The length does not fit, or a number is not finite.</exception>
    public IReadOnlyList<double[]> Forward(double[] input)
    {
        CheckInput(input);
        Vector<double> x = Vector<double>.Build.DenseOfArray(input);
        var hidden = new List<double[]>();
        for (int layer = 0; layer < Depth; layer++)
        {
            Vector<double> h = (_weights[layer] * x) + _biases[layer];
            hidden.Add(h.ToArray());
            x = h.Map(value => Activate(value));
        }

        return hidden;
    }

    /// <summary>The diagonal of D_l = diag(phi'(h_l)).</summary>
    /// <param name="hidden">h_l.</param>
    public double[] Slopes(double[] hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        return Array.ConvertAll(hidden, Slope);
    }

    /// <summary>H_L given one input, by the recursion.</summary>
    /// <param name="input">x_0, [M].</param>
    /// <exception cref="ArgumentException">The length does not fit, or a number is not finite.</exception>
    public double[,] FisherDual(double[] input)
    {
        IReadOnlyList<double[]> hidden = Forward(input);
        double[] q = [MeanSquare(input), .. hidden.Take(Depth - 1).Select(h => MeanSquare(Array.ConvertAll(h, Activate)))];
        if (Depth == 1)
        {
            return (Matrix<double>.Build.DiagonalIdentity(Width) * q[0]).ToArray();
        }

        return SparseGen.Analysis.FisherDual.Recursion(
            [.. _weights.Skip(1).Select(static weight => weight.ToArray())], [.. hidden.Take(Depth - 1).Select(Slopes)], q);
    }

    /// <summary>
    /// Gradient descent of all weights on one sample with the error |f - y|^2 / 2, where y is the output plus a small error.
    /// </summary>
    /// <param name="input">x_0, [M].</param>
    /// <param name="error">y - f at the start, [M].</param>
    /// <param name="learningRate">eta.</param>
    /// <param name="steps">How many steps.</param>
    /// <returns>The length of the error at the end against that at the start; infinite where numbers overflowed.</returns>
    /// <exception cref="ArgumentException">A length does not fit, a number is not finite, or the error is 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not finite, or there are fewer than one step.</exception>
    public double Descend(double[] input, double[] error, double learningRate, int steps)
    {
        CheckInput(input);
        CheckInput(error, nameof(error));
        Require.Finite(learningRate);
        Require.AtLeast(1, steps);
        if (error.All(static value => value == 0))
        {
            throw new ArgumentException("error has only zeros; expected an error that can grow or shrink.", nameof(error));
        }

        Matrix<double>[] weights = [.. _weights.Select(static weight => weight.Clone())];
        Vector<double> x0 = Vector<double>.Build.DenseOfArray(input);
        Vector<double>? target = null;
        double start = 0, length = 0;
        for (int step = 0; step <= steps; step++)
        {
            var x = new Vector<double>[Depth + 1];
            var h = new Vector<double>[Depth];
            x[0] = x0;
            for (int layer = 0; layer < Depth; layer++)
            {
                h[layer] = (weights[layer] * x[layer]) + _biases[layer];
                x[layer + 1] = h[layer].Map(value => Activate(value));
            }

            target ??= h[^1] + Vector<double>.Build.DenseOfArray(error);
            Vector<double> gradient = h[^1] - target;
            length = gradient.L2Norm();
            start = step == 0 ? length : start;
            if (!double.IsFinite(length))
            {
                return double.PositiveInfinity;
            }

            for (int layer = Depth - 1; layer >= 0; layer--)
            {
                Vector<double> behind = weights[layer].TransposeThisAndMultiply(gradient);
                weights[layer] -= learningRate * gradient.OuterProduct(x[layer]);
                gradient = layer == 0 ? gradient : behind.PointwiseMultiply(h[layer - 1].Map(value => Slope(value), MathNet.Numerics.LinearAlgebra.Zeros.Include));
            }
        }

        return length / start;
    }

    private double Activate(double value) => Activation switch
    {
        NetworkActivation.HardTanh => Math.Clamp(value, -1, 1),
        NetworkActivation.Relu => Math.Max(0, value),
        _ => value,
    };

    private double Slope(double value) => Activation switch
    {
        NetworkActivation.HardTanh => Math.Abs(value) < 1 ? 1 : 0,
        NetworkActivation.Relu => value > 0 ? 1 : 0,
        _ => 1,
    };

    private static double MeanSquare(double[] values) => values.Sum(static value => value * value) / values.Length;

    private void CheckInput(double[] input, string name = "input")
    {
        ArgumentNullException.ThrowIfNull(input, name);
        Require.Finite(input, name);
        if (input.Length != Width)
        {
            throw new ArgumentException($"{name} has {input.Length} numbers; expected {Width}, the width.", name);
        }
    }
}
