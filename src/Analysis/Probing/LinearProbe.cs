using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Analysis;

/// <summary>
/// A linear classifier on the activations of a layer: how much of the classes can be read off there (Alain and Bengio 2016, arXiv 1610.01644). Ridge regression on the
/// classes as unit vectors, which has one solution: no learning rate, no seed.
/// </summary>
/// <remarks>
/// Papers train theirs by steps on the cross-entropy, Scaling MLPs (Bachmann, Anagnostidis and Hofmann 2023, arXiv 2306.13575) with Lion at 1e-5 for 50 epochs; that is a model
/// whose body is frozen (<see cref="ParameterGroups.Freeze"/>), and its accuracy is another one than this.
/// </remarks>
public sealed class LinearProbe
{
    private const double LeastRidge = 1e-10;

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
    /// <param name="ridge">The penalty, times the mean square of a feature and the number of samples; at least 1e-10, so that features may depend on each other.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, a number is not finite, a label is no class, or all samples are alike.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static LinearProbe Fit(ReadOnlySpan<float> features, ReadOnlySpan<int> labels, int classes, double ridge = 1e-2)
    {
        Require.AtLeast(2, classes);
        Require.AtLeast(LeastRidge, ridge);
        int size = Check(features, labels, classes), samples = labels.Length;
        double[] centred = SampleGram.Centre(features, size, null, out double[] means), columns = Transpose(centred, size);
        (double[] targets, double[] bias) = Targets(labels, classes);
        bool isDual = size > samples;
        double[,] kernel = isDual ? SampleGram.Products(centred, centred, size) : SampleGram.Products(columns, columns, samples);
        double trace = Trace(kernel);
        if (trace <= 0)
        {
            throw new ArgumentException("All samples have the same features; expected features that vary.", nameof(features));
        }

        AddToDiagonal(kernel, trace * ridge / size);

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

    // The classes as unit vectors less their shares, [classes, samples], and the shares.
    private static (double[] Targets, double[] Shares) Targets(ReadOnlySpan<int> labels, int classes)
    {
        double[] shares = new double[classes], targets = new double[classes * labels.Length];
        foreach (int label in labels)
        {
            shares[label] += 1.0 / labels.Length;
        }

        for (int at = 0; at < targets.Length; at++)
        {
            (int label, int sample) = (at / labels.Length, at % labels.Length);
            targets[at] = (labels[sample] == label ? 1 : 0) - shares[label];
        }

        return (targets, shares);
    }

    private static double Trace(double[,] kernel)
    {
        double trace = 0;
        for (int i = 0; i < kernel.GetLength(0); i++)
        {
            trace += kernel[i, i];
        }

        return trace;
    }

    private static void AddToDiagonal(double[,] kernel, double value)
    {
        for (int i = 0; i < kernel.GetLength(0); i++)
        {
            kernel[i, i] += value;
        }
    }

    private static int Check(ReadOnlySpan<float> features, ReadOnlySpan<int> labels, int classes)
    {
        if (labels.IsEmpty || features.IsEmpty || features.Length % labels.Length != 0)
        {
            throw new ArgumentException($"features has {features.Length} numbers and labels {labels.Length}; expected as many features for each label.", nameof(features));
        }

        int size = features.Length / labels.Length;
        Require.Finite(features, size, nameof(features));
        Require.Labels(labels, classes, nameof(labels));
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
