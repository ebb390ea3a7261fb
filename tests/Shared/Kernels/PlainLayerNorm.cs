namespace SparseGen.Tests.Kernels;

/// <summary>Layer norm and its derivative as plain loops in double precision; tangents are central differences of them.</summary>
internal sealed record PlainLayerNorm(int Rows, int Channels, double Epsilon)
{
    /// <summary>Error of the differences: Step^2 = 1e-10, and rounding of 1e-16 / Step = 1e-11.</summary>
    private const double Step = 1e-5;

    public double[] Forward(double[] x, double[] weight, double[]? bias)
    {
        var y = new double[x.Length];
        for (var row = 0; row < Rows; row++)
        {
            var (mean, inverse) = Statistics(x, row);
            for (var c = 0; c < Channels; c++)
            {
                var at = row * Channels + c;
                y[at] = (x[at] - mean) * inverse * weight[c] + (bias?[c] ?? 0);
            }
        }

        return y;
    }

    /// <summary>The gradients of x, weight and bias.</summary>
    public (double[] Input, double[] Weight, double[] Bias) Backward(double[] dy, double[] x, double[] weight)
    {
        double[] dx = new double[x.Length], dw = new double[Channels], db = new double[Channels];
        for (var row = 0; row < Rows; row++)
        {
            var (mean, inverse) = Statistics(x, row);
            double sum = 0, product = 0;
            for (var c = 0; c < Channels; c++)
            {
                var at = row * Channels + c;
                var n = (x[at] - mean) * inverse;
                sum += dy[at] * weight[c];
                product += dy[at] * weight[c] * n;
                dw[c] += dy[at] * n;
                db[c] += dy[at];
            }

            for (var c = 0; c < Channels; c++)
            {
                var at = row * Channels + c;
                dx[at] = inverse * (dy[at] * weight[c] - sum / Channels - (x[at] - mean) * inverse * product / Channels);
            }
        }

        return (dx, dw, db);
    }

    public double[] ForwardTangent(double[] x, double[] weight, double[] dx, double[] dWeight, double[]? dBias) =>
        Difference(step => Forward(Along(x, dx, step), Along(weight, dWeight, step), dBias is null ? null : Along(new double[Channels], dBias, step)));

    public (double[] Input, double[] Weight, double[] Bias) BackwardTangent(
        double[] dy, double[] x, double[] weight, double[] ddy, double[] dx, double[] dWeight)
    {
        (double[] Input, double[] Weight, double[] Bias) At(double step) => Backward(Along(dy, ddy, step), Along(x, dx, step), Along(weight, dWeight, step));
        return (Difference(step => At(step).Input), Difference(step => At(step).Weight), Difference(step => At(step).Bias));
    }

    private (double Mean, double Inverse) Statistics(double[] x, int row)
    {
        var values = x.AsSpan(row * Channels, Channels).ToArray();
        var mean = values.Average();
        return (mean, 1 / Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) + Epsilon));
    }

    private static double[] Along(double[] start, double[] direction, double step) => [.. start.Zip(direction, (a, b) => a + step * b)];

    private static double[] Difference(Func<double, double[]> function) => [.. function(Step).Zip(function(-Step), static (a, b) => (a - b) / (2 * Step))];
}
