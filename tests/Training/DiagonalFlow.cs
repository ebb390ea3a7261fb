using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training;

/// <summary>
/// Follows gradient regularisation on a diagonal linear network with small steps, and adds up in double precision what its theory speaks of.
/// With L = |X beta - y|^2 / (4 N) and q = X^T (X beta - y) / N the gradients are u q and -v q, and for gradient flow with finite differences
/// d/dt log(u v) = -2 gamma q q', where q' is q at the point that the scheme moves to (Karakida et al. 2022, arXiv 2210.02720).
/// </summary>
internal sealed class DiagonalFlow
{
    public const int Features = 8;
    public const int Samples = 3;

    /// <summary>What u and v start with: the attribute's number.</summary>
    public const float InitialScale = 0.3f;

    /// <summary>Mean squared error is four times L. Steps are the same with a quarter of the step size, of gamma and of epsilon.</summary>
    private const float LossFactor = 4;

    private readonly float[] _inputs = ValueRecipe.Values("flow.inputs", Samples * Features);
    private readonly float[] _targets = new float[Samples];
    private readonly double[] _integral = new double[Features];
    private readonly double[] _secondOrder = new double[Features];
    private readonly double _gamma;
    private readonly double _epsilon;
    private readonly double _stepSize;

    private DiagonalFlow(double gamma, double epsilon, double stepSize)
    {
        (_gamma, _epsilon, _stepSize) = (gamma, epsilon, stepSize);
        for (var sample = 0; sample < Samples; sample++)
        {
            _targets[sample] = _inputs[sample * Features] - 0.5f * _inputs[sample * Features + 1];
        }
    }

    /// <summary>log(sqrt(u v) / alpha) of each coordinate at the end.</summary>
    public double[] Measured { get; } = new double[Features];

    /// <summary>The same by the theory: -gamma times the integral of q q'.</summary>
    public double[] Predicted => [.. _integral.Select(sum => -_gamma * sum)];

    /// <summary>
    /// What steps of finite length may add. A step multiplies u by 1 - dt m and v by 1 + dt n, and log(1 - dt m) + log(1 + dt n) is -dt (m - n), which the
    /// theory has, less dt^2 (m^2 + n^2) / 2, half of which is in log(sqrt(u v)), and terms in dt^3.
    /// </summary>
    public IReadOnlyList<double> SecondOrder => _secondOrder;

    /// <summary>The loss before the last step, of which 0 is the least.</summary>
    public float Loss { get; private set; }

    /// <summary>Follows the flow.</summary>
    /// <param name="device">Where the network is.</param>
    /// <param name="gamma">Weight of the penalty.</param>
    /// <param name="epsilon">Ascent step: positive is the forward scheme, negative the backward one.</param>
    /// <param name="stepSize">dt.</param>
    /// <param name="steps">Steps.</param>
    public static DiagonalFlow Follow(Device device, double gamma, double epsilon, double stepSize, int steps)
    {
        var flow = new DiagonalFlow(gamma, epsilon, stepSize);
        flow.Run(device, steps);
        return flow;
    }

    private void Run(Device device, int steps)
    {
        using var model = new SmallDiagonalNetwork(Samples, device);
        var trainer = new Trainer<SmallDiagonalNetwork>(model, new Sgd((float)(_stepSize / LossFactor)), new MeanSquaredError());
        if (_gamma > 0)
        {
            trainer.Hooks.Add(new GradientRegularization((float)(_gamma / LossFactor), (float)(Math.Abs(_epsilon) / LossFactor))
            {
                Scheme = _epsilon > 0 ? GradientScheme.Forward : GradientScheme.Backward,
            });
        }

        var (u, v) = Read(model);
        for (var step = 0; step < steps; step++)
        {
            AddTheory(u, v);
            Loss = trainer.Step(_inputs, _targets);
            var (nextU, nextV) = Read(model);
            for (var i = 0; i < Features; i++)
            {
                double m = 1 - nextU[i] / u[i], n = nextV[i] / v[i] - 1;
                _secondOrder[i] += (m * m + n * n) / 4;
            }

            (u, v) = (nextU, nextV);
        }

        for (var i = 0; i < Features; i++)
        {
            Measured[i] = Math.Log(u[i] * v[i] / ((double)InitialScale * InitialScale)) / 2;
        }
    }

    private void AddTheory(double[] u, double[] v)
    {
        var q = Residual(u, v);
        var moved = Residual([.. u.Select((value, i) => value * (1 + _epsilon * q[i]))], [.. v.Select((value, i) => value * (1 - _epsilon * q[i]))]);
        for (var i = 0; i < Features; i++)
        {
            _integral[i] += q[i] * moved[i] * _stepSize;
        }
    }

    /// <summary>q = X^T (X (u u - v v) - y) / N.</summary>
    private double[] Residual(double[] u, double[] v)
    {
        var q = new double[Features];
        for (var sample = 0; sample < Samples; sample++)
        {
            var x = _inputs.AsSpan(sample * Features, Features);
            double error = -_targets[sample];
            for (var i = 0; i < Features; i++)
            {
                error += (u[i] * u[i] - v[i] * v[i]) * x[i];
            }

            for (var i = 0; i < Features; i++)
            {
                q[i] += x[i] * error / Samples;
            }
        }

        return q;
    }

    private static (double[] U, double[] V) Read(SmallDiagonalNetwork model)
    {
        float[] u = new float[Features], v = new float[Features];
        model.Parameters.GetTensor("diagonal.u", u);
        model.Parameters.GetTensor("diagonal.v", v);
        return (ValueRecipe.Widen(u), ValueRecipe.Widen(v));
    }
}
