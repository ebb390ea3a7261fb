using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// y = (x - mean) / sqrt(variance + epsilon) weight + bias for each channel. As it stands it is that of inference, with the running statistics: a factor and a term for each
/// channel. Training has the ops that <see cref="InTraining"/> makes of it.
/// </summary>
/// <param name="settings">Epsilon and momentum.</param>
/// <param name="input">[rows, channels].</param>
/// <param name="weight">A number a channel; null for 1.</param>
/// <param name="bias">The same; null together with the weight.</param>
/// <param name="mean">The running mean.</param>
/// <param name="variance">The running variance.</param>
/// <param name="output">[rows, channels].</param>
internal sealed class BatchNormOp(
    BatchNormSettings settings, Value input, Value? weight, Value? bias, Value mean, Value variance, Value output)
    : Op([input, mean, variance, .. weight is null ? Array.Empty<Value>() : [weight, bias!]], [output]), IDescribable
{
    private Value Input => Inputs[0];

    private Value Mean => Inputs[1];

    private Value Variance => Inputs[2];

    private Value? Weight => Inputs.Count > 3 ? Inputs[3] : null;

    private Value? Bias => Inputs.Count > 3 ? Inputs[4] : null;

    public override bool DiffersInInference => true;

    public override bool IsSharedOut => true;

    /// <summary>Samples inside of a sample are samples of the batch like any other: they meet in its statistics and nowhere else.</summary>
    public override bool KeepsSeriesApart => true;

    /// <summary>
    /// What training computes instead: mean and variance of each sample's channels, those of the batch, which all samples wait for, and the normalised numbers, which the backward
    /// pass reads instead of the input.
    /// </summary>
    public Op[] InTraining()
    {
        Value normalised = Weight is null ? Output : New("unscaled", Input.Shape);
        Value ofSample = Statistic("mean"), variance = Statistic("variance"), inverse = Statistic("inverse_deviation"), shift = Statistic("shift");
        Op[] ops =
        [
            new ChannelMomentsOp(Input, ofSample, variance),
            new BatchMomentsOp(settings, Input.Size / Mean.Size, ofSample, variance, Mean, Variance, inverse, shift),
            new BatchStandardiseOp(Input, inverse, shift, normalised),
        ];
        return Weight is null ? ops : [.. ops, new ScaleOp(normalised, Weight, Bias, Output)];
    }

    /// <summary>What inference computes behind a product, on whose tiles the second of the two runs.</summary>
    public Op[] BehindProduct()
    {
        Value factor = New("factor", Mean.Shape), term = New("term", Mean.Shape);
        return [new BatchFactorsOp(settings, Weight, Bias, Mean, Variance, factor, term), new ChannelScaleOp(Input, factor, term, Output)];
    }

    public void Describe(GraphText graph) => graph.Call("BatchNorm", Output, [
        Text.Of(settings.Epsilon), graph.Ref(Input), graph.Ref(Mean), graph.Ref(Variance),
        .. Weight is null ? Array.Empty<string>() : [graph.Ref(Weight), graph.Ref(Bias!)],
    ]);

    public override void Emit(EmissionContext context) => context.CallRows("BatchNormalization.Apply", [Weight is not null], [
        context.Ref(Input), context.RefOrNothing(Weight), context.RefOrNothing(Bias), context.Ref(Mean), context.Ref(Variance), context.Ref(Output),
        EmissionContext.Rows(Input.Size / Mean.Size), Text.Of(Mean.Size), Text.Of(settings.Epsilon),
    ]);

    private Value New(string name, Shape shape) => new($"{Output.Name}.{name}", ValueKind.Activation, shape, Output.Loop, path: $"{Output.Path}.{name}");

    /// <summary>A number for each channel that is kept, so that nobody computes it a second time: the running statistics would move twice.</summary>
    private Value Statistic(string name)
    {
        Value statistic = New(name, Mean.Shape);
        statistic.IsSaved = true;
        return statistic;
    }
}
