using SparseGen.Tests.Models;
using SparseGen.Tests.Reference;

namespace SparseGen.Tests.Training.Hooks;

/// <summary>The loss of the regression in double precision, its gradient, and its Hessian times a vector.</summary>
internal sealed class SmoothLoss
{
    private readonly ReferenceModel _model;
    private readonly double[] _input;
    private readonly double[] _targets;

    private SmoothLoss(ReferenceModel model, float[] input, float[] targets)
    {
        _model = model;
        _input = ValueRecipe.Widen(input);
        _targets = ValueRecipe.Widen(targets);
    }

    public static SmoothLoss Of(Regression<SmoothMlp> regression) => new(
        ReferenceModelBuilder.Vector(6).Linear(8, name: "fc1").Activation(ActivationKind.Gelu).Linear(3).Build(),
        regression.Input,
        regression.Targets);

    public static SmoothLoss Of(Regression<LinearRegression> regression) =>
        new(ReferenceModelBuilder.Vector(6).Linear(3).Build(), regression.Input, regression.Targets);

    /// <summary>The gradient of the mean squared error at the given parameters.</summary>
    public double[] Gradient(double[] parameters)
    {
        int at = 0;
        foreach (ReferenceTensor tensor in _model.Tensors)
        {
            Array.Copy(parameters, at, tensor.Values, 0, tensor.Values.Length);
            at += tensor.Values.Length;
        }

        double[] output = _model.Forward(_input);
        double[] outputGradient = [.. output.Select((value, i) => 2 * (value - _targets[i]) / output.Length)];
        _model.Backward(_input, outputGradient);
        return [.. _model.Tensors.SelectMany(tensor => tensor.Gradients)];
    }

    /// <summary>
    /// H v by central differences of gradients in double precision. With moves of 1e-5 the error is about 1e-10: the third derivative times its square,
    /// and rounding divided by it.
    /// </summary>
    public double[] HessianProduct(double[] parameters, double[] direction)
    {
        const double Move = 1e-5;
        double[] ahead = Gradient([.. parameters.Zip(direction, (p, d) => p + (Move * d))]);
        double[] behind = Gradient([.. parameters.Zip(direction, (p, d) => p - (Move * d))]);
        return [.. ahead.Zip(behind, (a, b) => (a - b) / (2 * Move))];
    }
}
