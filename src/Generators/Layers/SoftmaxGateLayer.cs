using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>y = x * softmax(A x + a) over the last dimension: the gate of PatchTSMixer and TinyTimeMixer (Ekambaram et al. 2024, arXiv 2401.03955), whose names it has.</summary>
internal sealed class SoftmaxGateLayer : Layer
{
    public override string DefaultName => "gating_block";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) => problems.RejectImage(spec, input) ? input : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) => Gate(builder, input, spec.Bool("Bias", true));

    /// <summary>The gate under the open scope; shared with blocks.</summary>
    public static Value Gate(ProgramBuilder builder, Value input, bool hasBias = true)
    {
        int channels = input.Shape.Last;
        using (builder.Scope("attn_layer"))
        {
            Value scores = LinearLayer.Dense(builder, input, channels, hasBias, LinearLayer.Xavier(channels, channels), "Initializer.Zeros");
            Value gate = ActivationLayer.Apply(builder, ActivationFunction.Softmax, scores);
            return builder.Append(new MultiplyOp(input, gate, builder.Activation("gated", input.Shape)));
        }
    }
}
