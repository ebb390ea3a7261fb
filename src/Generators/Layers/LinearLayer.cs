using SparseGen.Generators.Emission;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// y = W x + b on the last dimension; with W = V^T, r(XV) = (I_S kron V^T) r(X) in row-major order (Hayase and Karakida 2024, arXiv 2306.01470).
/// </summary>
internal sealed class LinearLayer : Layer
{
    public override string DefaultName => "fc";

    public override bool CountsFromOne => true;

    public override LayerSpec Close(LayerSpec spec, Shape sequence) => OpenSizes.Close(spec, "outputs", sequence.Last);

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequirePositive(spec, "outputs") & problems.RejectImage(spec, input) ? input.WithLast(spec.Int("outputs")) : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        // timm starts the classifier at zero and everything before it by Xavier's rule.
        string weights = builder.IsLastLayer ? "Initializer.Zeros" : Xavier(input.Shape.Last, spec.Int("outputs"));
        return Dense(builder, input, spec.Int("outputs"), spec.Bool("Bias", true), weights, "Initializer.Zeros");
    }

    /// <summary>A dense map of the last dimension under the open scope; shared with the blocks.</summary>
    public static Value Dense(ProgramBuilder builder, Value input, int outputs, bool hasBias, string weights, string biases, Shape? weightShape = null)
    {
        int inputs = input.Shape.Last;
        Value weight = builder.Parameter("weight", weightShape ?? Shape.Of(outputs, inputs), weights, ParameterStorage.Panels);
        Value? bias = hasBias ? builder.Parameter("bias", Shape.Of(outputs), biases) : null;
        return Product(builder, input, weight, bias);
    }

    /// <summary>X weight^T + bias.</summary>
    public static Value Product(ProgramBuilder builder, Value input, Value weight, Value? bias)
    {
        (int inputs, int outputs) = (input.Shape.Last, weight.Shape.Dimensions[0]);
        return builder.Append(new ProductOp(
            new Extents(1, input.Shape.Rows, inputs, outputs),
            input, new Strides(0, inputs, 1),
            weight, new Strides(0, 1, inputs),
            builder.Activation("linear", input.Shape.WithLast(outputs)), new Strides(0, outputs, 1),
            bias, BiasAxis.Columns));
    }

    /// <summary>Initial values by Xavier's rule (Glorot and Bengio 2010), as in timm's Mixer.</summary>
    public static string Xavier(int inputs, int outputs) => $"Initializer.XavierUniform({Text.Of(inputs)}, {Text.Of(outputs)})";
}
