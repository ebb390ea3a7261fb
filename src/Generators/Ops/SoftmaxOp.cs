using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>y = e^x / sum(e^x) over the last dimension, or over the tokens. The backward pass keeps y, of which its derivative is made.</summary>
/// <param name="input">x.</param>
/// <param name="output">y.</param>
/// <param name="overTokens">Whether the numbers of each channel are added up, in place of those of each token.</param>
internal sealed class SoftmaxOp(Value input, Value output, bool overTokens = false) : Op([input], [output]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private Value Input => Inputs[0];

    public override bool KeepsSeriesApart => Input.Shape == Output.Shape;

    public void Vjp(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Input);
        gradients.Append(new SoftmaxGradientOp(gradients.Gradient(Output)!, gradients.Forward(Output), gradient, overTokens));
        gradients.Accumulate(Input, gradient);
    }

    /// <summary>Its derivative is a symmetric matrix, so that the tangent is computed as the gradient is.</summary>
    public void Jvp(TangentBuilder tangents) =>
        tangents.Append(new SoftmaxGradientOp(tangents.Tangent(Input)!, tangents.Primal(Output), tangents.NewTangent(Output), overTokens));

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new SoftmaxOp(inputs[0], outputs[0], overTokens);

    public void Describe(GraphText graph)
    {
        if (!overTokens)
        {
            graph.Call("Activation", Output, "ActivationKind.Softmax", graph.Ref(Input));
            return;
        }

        // What is told of the graph knows rows alone.
        (string tokens, string channels) = (Text.Of(Output.Shape.Dimensions[0]), Text.Of(Output.Shape.Last));
        string turned = GraphText.Call("Transpose", Output, ".turned", $"[{channels}, {tokens}]", graph.Ref(Input), tokens, channels);
        graph.Call("Transpose", Output, GraphText.Shape(Output), GraphText.Call("Activation", Output, ".softmax", "ActivationKind.Softmax", turned), channels, tokens);
    }

    public override void Emit(EmissionContext context) => Call(context, "Forward", [Input, Output], overTokens);

    /// <summary>Calls a pass of softmax.</summary>
    /// <param name="context">Where it is called.</param>
    /// <param name="pass">Which one.</param>
    /// <param name="operands">What it reads and, last, what it writes, all of one shape.</param>
    /// <param name="overTokens">Along which dimension.</param>
    public static void Call(EmissionContext context, string pass, IReadOnlyList<Value> operands, bool overTokens)
    {
        Shape shape = operands[0].Shape;
        int tokens = overTokens ? shape.Dimensions[0] : 1;
        context.Call($"{(overTokens ? "ColumnSoftmax" : "Softmax")}.{pass}", [], [
            .. operands.Select(context.Ref), EmissionContext.Rows(shape.Rows / tokens), .. overTokens ? [Text.Of(tokens)] : Array.Empty<string>(), Text.Of(shape.Last),
        ]);
    }
}
