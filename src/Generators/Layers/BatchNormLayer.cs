using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Layers;

/// <summary>Batch normalisation (Ioffe and Szegedy 2015, arXiv 1502.03167) of the channels of images, of tokens or of features.</summary>
internal sealed class BatchNormLayer : Layer
{
    public override string DefaultName => "bn";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        bool isGood = problems.RequireEpsilon(spec, spec.Float("Epsilon", BatchNormSettings.DefaultEpsilon));
        float momentum = spec.Float("Momentum", BatchNormSettings.DefaultMomentum);
        if (momentum is not (>= 0 and <= 1))
        {
            problems.Report(Descriptors.MomentumOutOfRange, spec.Kind, momentum, momentum > 1 && momentum <= 100 ? momentum / 100 : BatchNormSettings.DefaultMomentum);
            isGood = false;
        }

        return isGood & (!spec.Bool("OverTokens", false) || problems.RequireTokens(spec, input)) ? input : null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) => Norm(
        builder, input, new BatchNormSettings(spec.Float("Epsilon", BatchNormSettings.DefaultEpsilon), spec.Float("Momentum", BatchNormSettings.DefaultMomentum)),
        spec.Bool("Affine", true), spec.Bool("OverTokens", false));

    /// <summary>A batch norm under the open scope; shared with other layers.</summary>
    /// <param name="builder">Takes it.</param>
    /// <param name="input">An image, tokens or features.</param>
    /// <param name="settings">Its numbers.</param>
    /// <param name="isAffine">Whether there are weight and bias.</param>
    /// <param name="isOverTokens">Whether each token has channels of its own.</param>
    public static Value Norm(ProgramBuilder builder, Value input, BatchNormSettings settings, bool isAffine = true, bool isOverTokens = false)
    {
        Shape shape = input.Shape;
        if (shape.IsImage)
        {
            Value pixels = Norm(builder, ImageChannels.Last(builder, input), settings, isAffine);
            return ImageChannels.First(builder, pixels, shape.Dimensions[1], shape.Dimensions[2]);
        }

        Shape seen = isOverTokens ? shape.With(Sizes.Activation(shape.SizeOfSeries)) : shape;
        Shape channels = Shape.Of(seen.Last);
        Value? weight = isAffine ? builder.Parameter("weight", channels, "Initializer.Ones") : null;
        Value? bias = isAffine ? builder.Parameter("bias", channels, "Initializer.Zeros") : null;
        Value mean = builder.State("running_mean", channels, "Initializer.Zeros"), variance = builder.State("running_var", channels, "Initializer.Ones");
        builder.Ignore("num_batches_tracked", Shape.Of());
        bool isView = seen != shape;
        Value values = isView ? builder.Append(new ViewOp(input, builder.Activation("channels", seen))) : input;
        Value normalised = builder.Append(new BatchNormOp(settings, values, weight, bias, mean, variance, builder.Activation("normalised", seen)));
        return isView ? builder.Append(new ViewOp(normalised, builder.Activation("output", shape))) : normalised;
    }
}
