namespace SparseGen.Tests.Reference;

/// <summary>
/// Hessian-vector products of cross-entropy by central differences of the reference's gradient in double precision. With a step of 1e-6 their error is
/// about 1e-10 of the third derivative and 1e-11 of the gradient.
/// </summary>
/// <remarks>
/// A kink of ReLU between the two points adds its jump divided by the step, which no Hessian has. It is rare, and a tenth of the step leaves it out as a rule:
/// steps get smaller until two in a row agree.
/// </remarks>
internal sealed class ReferenceHessianProduct
{
    private const double FirstStep = 1e-6;
    private const double LastStep = 1e-9;

    /// <summary>What two steps may differ by, of the largest number in the tensor: far below the tests' tolerance of 1e-4 and above the error of the smallest step.</summary>
    private const double Agreement = 1e-5;

    /// <summary>What two steps may differ by where all is zero: rounding, 1e-16 over the smallest step, times ten for sums.</summary>
    private const double Rounding = 1e-6;

    private readonly ReferenceModel _model;
    private readonly Dictionary<string, float[]> _direction = [];

    /// <param name="model">The reference with its values.</param>
    /// <param name="direction">The direction.</param>
    public ReferenceHessianProduct(ReferenceModel model, ParameterVector direction)
    {
        _model = model;
        foreach (var tensor in _model.Tensors)
        {
            var values = new float[tensor.Values.Length];
            direction.GetTensor(tensor.Name, values);
            _direction[tensor.Name] = values;
        }
    }

    /// <summary>Tangent of the output, and the product, tensor by tensor.</summary>
    public (double[] OutputTangent, Dictionary<string, double[]> Products) Compute(float[] input, int[] labels, double smoothing)
    {
        var known = DifferencesOver(FirstStep, input, labels, smoothing);
        for (var step = FirstStep / 10; step >= LastStep / 2; step /= 10)
        {
            var closer = DifferencesOver(step, input, labels, smoothing);
            if (known.Products.All(tensor => Agree(tensor.Value, closer.Products[tensor.Key])))
            {
                return known;
            }

            known = closer;
        }

        throw new InvalidOperationException("The differences of gradients do not converge: there is a kink at the point itself.");
    }

    private (double[] OutputTangent, Dictionary<string, double[]> Products) DifferencesOver(double step, float[] input, int[] labels, double smoothing)
    {
        var ahead = GradientAt(step, input, labels, smoothing);
        var behind = GradientAt(-step, input, labels, smoothing);
        double[] Difference(double[] a, double[] b) => [.. a.Zip(b, (x, y) => (x - y) / (2 * step))];
        return (
            Difference(ahead.Output, behind.Output),
            _model.Tensors.ToDictionary(tensor => tensor.Name, tensor => Difference(ahead.Gradients[tensor.Name], behind.Gradients[tensor.Name])));
    }

    private static bool Agree(double[] one, double[] other) =>
        one.Zip(other, (a, b) => Math.Abs(a - b)).DefaultIfEmpty().Max() <= Rounding + (Agreement * other.Select(Math.Abs).DefaultIfEmpty().Max());

    private (double[] Output, Dictionary<string, double[]> Gradients) GradientAt(double distance, float[] input, int[] labels, double smoothing)
    {
        Move(distance);
        var widened = ValueRecipe.Widen(input);
        // The output of training, with the masks of dropout; the gradient that comes with it is of no use yet.
        var output = _model.Backward(widened, new double[widened.Length / _model.InputSize * _model.OutputSize]).Output;
        _model.Backward(widened, LossGradient(output, labels, smoothing));
        var gradients = _model.Tensors.ToDictionary(tensor => tensor.Name, tensor => (double[])tensor.Gradients.Clone());
        Move(-distance);
        return (output, gradients);
    }

    private void Move(double distance)
    {
        foreach (var tensor in _model.Tensors)
        {
            for (var i = 0; i < tensor.Values.Length; i++)
            {
                tensor.Values[i] += distance * _direction[tensor.Name][i];
            }
        }
    }

    /// <summary>(softmax(z) - (1 - s) target - s / K) / batch.</summary>
    private static double[] LossGradient(double[] output, int[] labels, double smoothing)
    {
        var classes = output.Length / labels.Length;
        var gradient = new double[output.Length];
        for (var sample = 0; sample < labels.Length; sample++)
        {
            var start = sample * classes;
            var sum = output.Skip(start).Take(classes).Sum(Math.Exp);
            for (var k = 0; k < classes; k++)
            {
                var target = (labels[sample] == k ? 1 - smoothing : 0) + smoothing / classes;
                gradient[start + k] = (Math.Exp(output[start + k]) / sum - target) / labels.Length;
            }
        }

        return gradient;
    }
}
