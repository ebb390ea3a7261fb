namespace SparseGen.Tests.Reference;

/// <summary>Layers one after the other; with <paramref name="residual"/>, the input is added to the result.</summary>
internal sealed class ReferenceSequence(bool residual, params ReferenceLayer[] layers) : ReferenceLayer
{
    [ThreadStatic]
    private static bool s_isRounded;

    public override IEnumerable<ReferenceTensor> Tensors => layers.SelectMany(layer => layer.Tensors);

    public override double[] Forward(double[] input)
    {
        var output = layers.Aggregate(input, (value, layer) => Round(layer.Forward(value)));
        return residual ? Sum(input, output) : output;
    }

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = layers.Reverse().Aggregate(outputGradient, (gradient, layer) => Round(layer.Backward(gradient)));
        return residual ? Sum(outputGradient, inputGradient) : inputGradient;
    }

    public override bool IsOverBatch => layers.Any(layer => layer.IsOverBatch);

    /// <summary>All layers, those of sequences within included.</summary>
    public IEnumerable<ReferenceLayer> AllLayers => layers.SelectMany(layer => layer is ReferenceSequence inner ? inner.AllLayers : [layer]);

    public override double[][] ForwardBatch(double[][] inputs, ReferenceNoise noise)
    {
        var outputs = layers.Aggregate(inputs, (values, layer) => Array.ConvertAll(layer.ForwardBatch(values, noise), Round));
        return residual ? [.. inputs.Zip(outputs, Sum)] : outputs;
    }

    public override double[][] BackwardBatch(double[][] outputGradients, ReferenceNoise noise)
    {
        var inputGradients = layers.Reverse().Aggregate(outputGradients, (gradients, layer) => Array.ConvertAll(layer.BackwardBatch(gradients, noise), Round));
        return residual ? [.. outputGradients.Zip(inputGradients, Sum)] : inputGradients;
    }

    /// <summary>Runs something while every layer's result is rounded to single precision: how much that moves a result shows how well conditioned it is.</summary>
    public static T Rounded<T>(Func<T> run)
    {
        s_isRounded = true;
        try
        {
            return run();
        }
        finally
        {
            s_isRounded = false;
        }
    }

    private static double[] Round(double[] values) => s_isRounded ? Array.ConvertAll(values, static value => (double)(float)value) : values;

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];
}
