using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Emission;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>y = (u * u - v * v) * x on the last dimension: a layer of diagonal linear networks (Woodworth et al. 2020, arXiv 2002.09277).</summary>
internal sealed class DiagonalLinearLayer : Layer
{
    /// <summary>Small enough that gradient descent prefers sparse maps.</summary>
    public const float DefaultInitialScale = 0.1f;

    public override string DefaultName => "diagonal";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        float scale = spec.Float("InitialScale", DefaultInitialScale);
        bool isGood = scale > 0 && !float.IsInfinity(scale);
        if (!isGood)
        {
            problems.Report(Descriptors.InitialScaleNotPositive, spec.Kind, scale);
        }

        return problems.RejectImage(spec, input) & isGood ? input : null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        string initial = $"Initializer.Constant({Text.Of(spec.Float("InitialScale", DefaultInitialScale))})";
        Value u = builder.Parameter("u", Shape.Of(input.Shape.Last), initial);
        Value v = builder.Parameter("v", Shape.Of(input.Shape.Last), initial);
        return builder.Append(new DiagonalOp(input, u, u, v, v, builder.Activation("scaled", input.Shape)));
    }
}
