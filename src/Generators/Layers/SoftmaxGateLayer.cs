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
    /// <param name="builder">Takes the ops.</param>
    /// <param name="input">X.</param>
    /// <param name="hasBias">Whether the scores have a bias.</param>
    /// <param name="overTokens">Whether A maps the tokens and the softmax runs over them, for each channel, in place of the channels of each token.</param>
    public static Value Gate(ProgramBuilder builder, Value input, bool hasBias = true, bool overTokens = false)
    {
        int width = overTokens ? input.Shape.Dimensions[0] : input.Shape.Last;
        using (builder.Scope("attn_layer"))
        {
            Value scores = overTokens
                ? TokenLinearLayer.Dense(builder, input, width, hasBias, LinearLayer.Xavier(width, width), "Initializer.Zeros")
                : LinearLayer.Dense(builder, input, width, hasBias, LinearLayer.Xavier(width, width), "Initializer.Zeros");
            Value gate = builder.Append(new SoftmaxOp(scores, builder.Activation("softmax", input.Shape), overTokens));
            return builder.Append(new MultiplyOp(input, gate, builder.Activation("gated", input.Shape)));
        }
    }
}
