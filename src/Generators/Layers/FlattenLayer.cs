using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>Tokens or an image as one vector: r(X) in row-major order. The numbers stay where they are.</summary>
internal sealed class FlattenLayer : Layer
{
    public override string DefaultName => "flatten";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        if (!input.IsVector)
        {
            // A buffer holds the sample as it is, so its size fits an int.
            return Flat(input);
        }

        problems.Report(Descriptors.AlreadyVector, spec.Kind, input.Last);
        return null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) =>
        builder.Append(new ViewOp(input, builder.Activation("vector", Flat(input.Shape))));

    private static Shape Flat(Shape shape) => shape.With(Sizes.Activation(shape.SizeOfSeries));
}
