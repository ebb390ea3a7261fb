using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Analysis;

/// <summary>
/// A linear classifier on the activations of a layer: how much of the classes can be read off there (Alain and Bengio 2016, arXiv 1610.01644). Ridge regression on the
/// classes as unit vectors, which has one solution: no learning rate, no seed.
/// </summary>
public sealed class LinearProbe
{
    private readonly double[] _means, _bias, _weights;
    private readonly int _size;

    private LinearProbe(double[] means, double[] weights, double[] bias)
    {
        (_means, _weights, _bias, _size) = (means, weights, bias, means.Length);
    }

    /// <summary>Fits it. The cost is samples^2 features + samples^3 where there are more features than samples, and samples features^2 + features^3 otherwise.</summary>
    /// <param name="features">[samples, features].</param>
    /// <param name="labels">The class of each sample, 0 and on.</param>
    /// <param name="classes">How many classes; at least 2.</param>
    /// <param name="ridge">The penalty, times the mean square of a feature and the number of samples; more than 0.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, a number is not finite, a label is no class, or all samples are alike.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static LinearProbe Fit(ReadOnlySpan<float> features, ReadOnlySpan<int> labels, int classes, double ridge = 1e-2)
    {
        Require.AtLeast(2, classes);
        Require.Positive(ridge);
        int size = Check(features, labels, classes), samples = labels.Length;
        double[] centred = SampleGram.Centre(features, size, null, out double[] means);
        double[] bias = new double[classes], targets = new double[classes * samples];
        for (int sample = 0; sample < samples; sample++)
        {
            bias[labels[sample]] += 1.0 / samples;
        }

        for (int at = 0; at < targets.Length; at++)
        {
            (int label, int sample) = (at / samples, at % samples);
            targets[at] = (labels[sample] == label ? 1 : 0) - bias[label];
        }

        bool isDual = size > samples;
        double[] columns = Transpose(centred, size);
        double[,] kernel = isDual ? SampleGram.Products(centred, centred, size) : SampleGram.Products(columns, columns, samples);
        int order = kernel.GetLength(0);
        double trace = 0;
        for (int i = 0; i < order; i++)
        {
            trace += kernel[i, i];
        }

        if (trace <= 0)
        {
            throw new ArgumentException("All samples have the same features; expected features that vary.", nameof(features));
        }

        double penalty = ridge * trace / size;
        for (int i = 0; i < order; i++)
        {
            kernel[i, i] += penalty;
        }

        // W = Y^T X (X^T X + l I)^-1 = Y^T (X X^T + l I)^-1 X.
        Matrix<double> right = isDual
            ? Matrix<double>.Build.Dense(samples, classes, targets)
            : Matrix<double>.Build.DenseOfArray(SampleGram.Products(columns, targets, samples));
        double[] solved = Matrix<double>.Build.DenseOfArray(kernel).Cholesky().Solve(right).ToColumnMajorArray();
        double[] weights = isDual ? Flatten(SampleGram.Products(solved, columns, samples)) : solved;
        return new LinearProbe(means, weights, bias);
    }

    /// <summary>Share of samples whose class it names.</summary>
    /// <param name="features">[samples, features].</param>
    /// <param name="labels">The class of each sample.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, a number is not finite, or a label is no class.</exception>
    public double Accuracy(ReadOnlySpan<float> features, ReadOnlySpan<int> labels)
    {
        int size = Check(features, labels, _bias.Length);
        if (size != _size)
        {
            throw new ArgumentException($"features has {size} numbers a sample; expected {_size}, as the probe was fitted with.", nameof(features));
        }

        double[,] scores = SampleGram.Products(SampleGram.Centre(features, size, _means, out _), _weights, size);
        int right = 0;
        for (int sample = 0; sample < labels.Length; sample++)
        {
            int best = 0;
            for (int label = 1; label < _bias.Length; label++)
            {
                best = scores[sample, label] + _bias[label] > scores[sample, best] + _bias[best] ? label : best;
            }

            right += best == labels[sample] ? 1 : 0;
        }

        return (double)right / labels.Length;
    }

    private static int Check(ReadOnlySpan<float> features, ReadOnlySpan<int> labels, int classes)
    {
        if (labels.IsEmpty || features.IsEmpty || features.Length % labels.Length != 0)
        {
            throw new ArgumentException($"features has {features.Length} numbers and labels {labels.Length}; expected as many features for each label.", nameof(features));
        }

        int size = features.Length / labels.Length;
        for (int at = 0; at < features.Length; at++)
        {
            if (!float.IsFinite(features[at]))
            {
                throw new ArgumentException($"features has the value {features[at]} for sample {at / size}; expected finite numbers.", nameof(features));
            }
        }

        for (int sample = 0; sample < labels.Length; sample++)
        {
            if (labels[sample] < 0 || labels[sample] >= classes)
            {
                throw new ArgumentException($"labels[{sample}] is {labels[sample]}; expected 0 to {classes - 1}.", nameof(labels));
            }
        }

        return size;
    }

    private static double[] Transpose(double[] rows, int size)
    {
        int samples = rows.Length / size;
        double[] columns = new double[rows.Length];
        for (int at = 0; at < rows.Length; at++)
        {
            columns[(at % size * samples) + (at / size)] = rows[at];
        }

        return columns;
    }

    private static double[] Flatten(double[,] matrix)
    {
        double[] flat = new double[matrix.Length];
        Buffer.BlockCopy(matrix, 0, flat, 0, matrix.Length * sizeof(double));
        return flat;
    }
}
