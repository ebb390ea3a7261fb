using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>What is dropped as a whole.</summary>
internal enum DropoutUnit
{
    /// <summary>Each number by itself: dropout (Srivastava et al. 2014).</summary>
    Element,

    /// <summary>All numbers of a sample: stochastic depth (Huang et al. 2016, arXiv 1603.09382).</summary>
    Sample,
}

/// <summary>
/// y = x m / (1 - rate) in training, with a random mask m of zeros and ones; y = x in inference, where the op vanishes. It is linear, so its
/// derivative is the op itself with the same mask. The mask is a function of place and step: computing it again costs about ten whole-number
/// instructions a vector, keeping it would cost memory and its traffic.
/// </summary>
internal sealed class DropoutOp(double rate, DropoutUnit unit, NoiseSource noise, Value input, Value output)
    : ElementwiseOp([input], [output]), IDifferentiable, ILinearizable, IRepeatable
{
    private Value Input => Inputs[0];

    private const double TwoToThe32 = 4294967296d;

    /// <summary>Of the 2^32 values of the random bits, those that drop.</summary>
    private readonly double _dropping = Math.Floor(rate * TwoToThe32);

    public override string Function => unit == DropoutUnit.Element ? "Dropout" : "SampleDropout";

    public override NoiseSource? Noise => noise;

    public override bool IsIdentityInInference => true;

    /// <summary>Only where the input is at hand in the backward pass anyway; else the result is kept in its place.</summary>
    public override bool IsRecomputed => Input.Producer is null or { IsRecomputed: true };

    /// <summary>Bits are compared as signed numbers, which vectors of any width can do at once.</summary>
    private string Limit => Text.Of((long)(_dropping - (TwoToThe32 / 2)));

    /// <summary>One over the share that is really kept.</summary>
    private string Scale => Text.Of((float)(TwoToThe32 / (TwoToThe32 - _dropping)));

    /// <summary>Numbers that are dropped together: those of a sample, or of a sample inside of it.</summary>
    private string Unit => Text.Of(Output.Shape.SizeOfSeries);

    public void Vjp(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Input);
        gradients.Append(new DropoutOp(rate, unit, noise, gradients.Gradient(Output)!, gradient));
        gradients.Accumulate(Input, gradient);
    }

    public void Jvp(TangentBuilder tangents) => tangents.AddLinear(this);

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new DropoutOp(rate, unit, noise, inputs[0], outputs[0]);

    public override string Kernel => $"Elementwise.{(unit == DropoutUnit.Element ? "Drop" : "DropSamples")}";

    public override IReadOnlyList<string> Numbers => unit == DropoutUnit.Element ? [Limit, Scale] : [Unit, Limit, Scale];

    public override IEnumerable<string> Statements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs)
    {
        if (unit == DropoutUnit.Element)
        {
            yield return $"float {outputs[0]} = Noise.Drop<SimdScalar, float>({inputs[0]}, {inputs[1]}, at, {Limit}, {Scale});";
            yield break;
        }

        string factor = $"Noise.SampleFactor({inputs[1]}, at, {Unit}, {Limit}, {Scale})";
        yield return $"float {outputs[0]}Factor = SimdScalar.Broadcast({factor});";
        yield return $"float {outputs[0]} = SimdScalar.Multiply({inputs[0]}, {outputs[0]}Factor);";
    }
}
