using SparseGen.Tests.Reference;

namespace SparseGen.Tests.Fuzz;

/// <summary>
/// What a drawn model should give, in double precision, and how far single precision may be from it. Drawn models may be ill-conditioned: a layer norm behind squares of
/// nearly equal numbers divides by next to nothing, a bias that 5,000 numbers share sums what cancels. Where a result is off by more than the tolerance, the oracle runs
/// again with inputs and parameters changed by one rounding each (2^-24 of their size) and with every layer's result rounded: a result may be off by some times as much as
/// that alone moves it (Higham 2002, Accuracy and Stability of Numerical Algorithms, section 1.6: the forward error is the condition times the backward error).
/// </summary>
internal sealed class DrawnOracle
{
    private const double Rounding = 1.0 / (1 << 24);

    /// <summary>What the sums of a few thousand terms within the layers add to that.</summary>
    private const double RoundingsOfARun = 32;

    private readonly ReferenceModel _reference;
    private readonly Dictionary<string, double[]> _results;
    private readonly Lazy<Dictionary<string, double[]>> _resultsNearby;

    public DrawnOracle(ReferenceModel reference, int batch, IEnumerable<CategoryInfo> categories)
    {
        _reference = reference;
        Input = ValueRecipe.Input(batch, reference.InputSize, categories);
        OutputGradient = ValueRecipe.Values("output_gradient", batch * reference.OutputSize);
        Labels = ValueRecipe.Labels("labels", batch, reference.OutputSize);
        _results = Run(isRounded: false);
        _resultsNearby = new(() => Run(isRounded: true));
    }

    public IReadOnlyList<ReferenceTensor> Tensors => _reference.Tensors;

    public float[] Input { get; }

    public float[] OutputGradient { get; }

    public int[] Labels { get; }

    /// <summary>Whether a result was off by more than the tolerance, and by no more than roundings explain.</summary>
    public bool IsIllConditioned => _resultsNearby.IsValueCreated;

    /// <summary>
    /// The Hessian of the cross-entropy times a direction, for each tensor; from differences of gradients, which a rounding behind each layer would drown. Where it is off by more
    /// than the tolerance, parameters that are one rounding away say how much of that is the model's condition, as for other results.
    /// </summary>
    public void AssertProductsEqual(ParameterVector direction, Func<ReferenceTensor, float[]> actual, double tolerance, double zero)
    {
        var expected = HessianProduct(direction, isRounded: false);
        Lazy<Dictionary<string, double[]>> nearby = new(() => HessianProduct(direction, isRounded: true));
        foreach (ReferenceTensor tensor in Tensors)
        {
            double[] product = expected[tensor.Name];
            (double difference, int worst, double scale) = Approximately.Compare(product, actual(tensor), tensor.Name);
            if (difference <= tolerance * (scale > zero ? scale : 1))
            {
                continue;
            }

            double moved = product.Zip(nearby.Value[tensor.Name], static (here, there) => Math.Abs(here - there)).Max();
            Assert.True(
                difference <= RoundingsOfARun * moved,
                FormattableString.Invariant(
                    $"Hessian product for {tensor.Name}[{worst}] is off by {difference:G3}; largest {scale:G4}, tolerance {tolerance:G2}; roundings move it by {moved:G3}."));
        }
    }

    private Dictionary<string, double[]> HessianProduct(ParameterVector direction, bool isRounded)
    {
        SetParameters(isRounded);
        return new ReferenceHessianProduct(_reference, direction).Compute(Input, Labels, 0.1f).Products;
    }

    public void AssertEqual(string what, ReadOnlySpan<float> actual, double tolerance)
    {
        double[] expected = _results[what];
        (double difference, int worst, double scale) = Approximately.Compare(expected, actual, what);
        if (difference <= tolerance * (scale > 1e-12 ? scale : 1))
        {
            return;
        }

        double moved = expected.Zip(_resultsNearby.Value[what], static (here, nearby) => Math.Abs(here - nearby)).Max();
        Assert.True(
            difference <= RoundingsOfARun * moved,
            FormattableString.Invariant(
                $"{what}[{worst}] is {actual[worst]:G9}, not {expected[worst]:G9}; largest magnitude {scale:G4}, tolerance {tolerance:G2}; roundings move it by {moved:G3}."));
    }

    private Dictionary<string, double[]> Run(bool isRounded)
    {
        SetParameters(isRounded);
        double[] input = Rounded("input", ValueRecipe.Widen(Input), isRounded);
        Func<(double[], double[], double[])> passes = () =>
        {
            double[] inference = _reference.Forward(input);
            (double[] output, double[] inputGradient) = _reference.Backward(input, ValueRecipe.Widen(OutputGradient));
            return (inference, output, inputGradient);
        };
        var results = new Dictionary<string, double[]>();
        (results["output of inference"], results["output of training"], results["gradient of the input"]) = isRounded ? ReferenceSequence.Rounded(passes) : passes();
        foreach (ReferenceTensor tensor in Tensors)
        {
            results[$"gradient of {tensor.Name}"] = [.. tensor.Gradients];
        }

        return results;
    }

    private void SetParameters(bool isRounded)
    {
        foreach (ReferenceTensor tensor in Tensors)
        {
            Rounded(tensor.Name, ValueRecipe.Widen(ValueRecipe.Initial(tensor.Name, tensor.Shape)), isRounded).CopyTo(tensor.Values, 0);
        }
    }

    /// <summary>Values one rounding up or down, as a recipe of the name decides; or as they are.</summary>
    private static double[] Rounded(string name, double[] values, bool isRounded)
    {
        if (!isRounded)
        {
            return values;
        }

        float[] signs = ValueRecipe.Values($"rounding.{name}", values.Length);
        return [.. values.Select((value, index) => value * (1 + (Math.Sign(signs[index]) * Rounding)))];
    }
}
