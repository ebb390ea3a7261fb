using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>A function of every element, or softmax over the last dimension.</summary>
internal sealed class ActivationLayer : Layer
{
    public override string DefaultName => "act";

    /// <summary>Of an image it is a function of every pixel; the last dimension of one is no row of features.</summary>
    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        (ActivationFunction)spec.Int("kind") is not ActivationFunction.Softmax || problems.RejectImage(spec, input) ? input : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) =>
        Apply(builder, (ActivationFunction)spec.Int("kind"), input);

    /// <summary>The function under the open scope; shared with the blocks.</summary>
    public static Value Apply(ProgramBuilder builder, ActivationFunction function, Value input) => function switch
    {
        ActivationFunction.None => input,
        ActivationFunction.Softmax => builder.Append(new SoftmaxOp(input, builder.Activation("softmax", input.Shape))),
        _ => builder.Append(new ActivationOp(function, input, builder.Activation("activated", input.Shape))),
    };
}
