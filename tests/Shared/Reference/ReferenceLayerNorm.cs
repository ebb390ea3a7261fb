namespace SparseGen.Tests.Reference;

/// <summary>y = (x - mean) / sqrt(variance + epsilon) * weight + bias over each row; the variance divides by the row's length.</summary>
internal sealed class ReferenceLayerNorm(string name, int rows, int width, double epsilon, bool bias, int[]? shape = null) : ReferenceLayer
{
    private readonly ReferenceTensor _weight = new($"{name}.weight", shape ?? [width]);
    private readonly ReferenceTensor? _bias = bias ? new($"{name}.bias", shape ?? [width]) : null;
    private readonly double[] _deviation = new double[rows];
    private double[] _normalised = [];

    public override IEnumerable<ReferenceTensor> Tensors => _bias is null ? [_weight] : [_weight, _bias];

    public override double[] Forward(double[] input)
    {
        _normalised = new double[input.Length];
        var output = new double[input.Length];
        for (var row = 0; row < rows; row++)
        {
            var x = input.AsSpan(row * width, width);
            double mean = 0, variance = 0;
            foreach (var value in x)
            {
                mean += value / width;
            }

            foreach (var value in x)
            {
                variance += (value - mean) * (value - mean) / width;
            }

            _deviation[row] = Math.Sqrt(variance + epsilon);
            for (var i = 0; i < width; i++)
            {
                var normalised = (x[i] - mean) / _deviation[row];
                _normalised[row * width + i] = normalised;
                output[row * width + i] = normalised * _weight.Values[i] + (_bias?.Values[i] ?? 0);
            }
        }

        return output;
    }

    /// <remarks>
    /// With n the normalised row and h = gradient * weight: dx = (h - mean(h) - n mean(h n)) / deviation, the derivative of the formula
    /// above (Ba et al. 2016, arXiv 1607.06450).
    /// </remarks>
    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = new double[outputGradient.Length];
        for (var row = 0; row < rows; row++)
        {
            double mean = 0, meanWithNormalised = 0;
            for (var i = 0; i < width; i++)
            {
                var at = row * width + i;
                _weight.Gradients[i] += outputGradient[at] * _normalised[at];
                if (_bias is not null)
                {
                    _bias.Gradients[i] += outputGradient[at];
                }

                var h = outputGradient[at] * _weight.Values[i];
                mean += h / width;
                meanWithNormalised += h * _normalised[at] / width;
            }

            for (var i = 0; i < width; i++)
            {
                var at = row * width + i;
                var h = outputGradient[at] * _weight.Values[i];
                inputGradient[at] = (h - mean - _normalised[at] * meanWithNormalised) / _deviation[row];
            }
        }

        return inputGradient;
    }
}
