namespace SparseGen.Analysis;

/// <summary>Adam (Kingma and Ba 2014, arXiv 1412.6980) in double precision, with its usual decays.</summary>
/// <param name="count">How many parameters.</param>
/// <param name="learningRate">Step size.</param>
internal sealed class AdamSteps(int count, double learningRate)
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;
    private readonly double[] _first = new double[count];
    private readonly double[] _second = new double[count];
    private (double First, double Second) _decay = (1, 1);

    /// <summary>One step.</summary>
    public void Step(Span<double> parameters, ReadOnlySpan<double> gradient)
    {
        _decay = (_decay.First * Beta1, _decay.Second * Beta2);
        for (int i = 0; i < parameters.Length; i++)
        {
            _first[i] = (Beta1 * _first[i]) + ((1 - Beta1) * gradient[i]);
            _second[i] = (Beta2 * _second[i]) + ((1 - Beta2) * gradient[i] * gradient[i]);
            parameters[i] -= learningRate * (_first[i] / (1 - _decay.First)) / (Math.Sqrt(_second[i] / (1 - _decay.Second)) + Epsilon);
        }
    }
}
