using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// Each channel of a series normalised over time (Kim et al. 2022, reversible instance normalization), as rows of the transposed series; what is left of mean and deviation undoes
/// it in <see cref="UndoInstanceNormLayer"/>.
/// </summary>
internal sealed class ReversibleInstanceNormLayer : Layer
{
    /// <summary>PyTorch's epsilon of instance norm, which RevIN has too.</summary>
    private const float DefaultEpsilon = 1e-5f;

    public override string DefaultName => "revin";

    /// <summary>What it opens is a part of whole samples.</summary>
    public override bool TakesSeries(LayerSpec spec, Shape input, Shape output) => false;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        bool isGood = problems.RequireEpsilon(spec, spec.Float("Epsilon", DefaultEpsilon)) & problems.RequireTokens(spec, input) & problems.RequireOnce(spec);
        problems.Open(spec.Kind, UndoInstanceNormLayer.Closing, input);
        return isGood ? input : null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        float epsilon = spec.Float("Epsilon", DefaultEpsilon);
        Value rows = TransposeLayer.Transpose(builder, input);
        Shape ofChannels = Shape.Of(input.Shape.Last);
        Value normalised = builder.Activation("normalised", rows.Shape), mean = builder.Activation("mean", ofChannels), deviation = builder.Activation("deviation", ofChannels);
        builder.Append(new StandardiseOp(epsilon, rows, normalised, mean, deviation));
        Value? weight = null, bias = null;
        if (spec.Bool("Affine", true))
        {
            weight = Learned(builder, "weight", ofChannels, "Initializer.Ones");
            bias = Learned(builder, "bias", ofChannels, "Initializer.Zeros");
            normalised = builder.Append(new ScaleRowsOp(normalised, weight, bias, builder.Activation("affine", rows.Shape)));
        }

        builder.Normalisations.Push(new Normalisation(mean, deviation, weight, bias, epsilon * epsilon));
        return TransposeLayer.Transpose(builder, normalised);
    }

    private static Value Learned(ProgramBuilder builder, string name, Shape shape, string initializer) =>
        builder.Append(new ParameterValueOp(builder.Parameter(name, shape, initializer), builder.Activation(name, shape)));
}
