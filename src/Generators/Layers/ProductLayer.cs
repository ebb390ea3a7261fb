using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>y = left(x) * right(x): two blocks on the same input, whose outputs are multiplied number by number.</summary>
internal sealed class ProductLayer : Layer
{
    public override string DefaultName => "product";

    /// <summary>Its layers are asked themselves.</summary>
    public override bool TakesSeries(LayerSpec spec, Shape input, Shape output) => true;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        Shape? left = LayerSequence.Infer([spec.Body[0]], input, problems), right = LayerSequence.Infer(spec.Body, input, problems, first: 1);
        if (left is null || right is null || left == right)
        {
            return left is null ? null : right;
        }

        problems.Report(Descriptors.FactorsDiffer, spec.Title, spec.Body[0].Title, left, spec.Body[1].Title, right);
        return null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        bool isLast = builder.IsLastLayer;
        builder.IsLastLayer = false;
        var names = new LayerNames();
        Value[] factors = [.. spec.Body.Select(branch => LayerSequence.LowerRepeated(branch, input, builder, names.Next(LayerCatalog.Find(branch.Kind), branch, isLast: false)))];
        builder.IsLastLayer = isLast;
        return builder.Append(new MultiplyOp(factors[0], factors[1], builder.Activation("product", factors[0].Shape)));
    }
}
