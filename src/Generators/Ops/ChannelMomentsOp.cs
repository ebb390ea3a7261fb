using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// Mean and variance of each channel of a sample, of which <see cref="BatchMomentsOp"/> makes those of the batch. Neither has a derivative of its own: that of all of a batch norm
/// together is <see cref="BatchStandardiseOp"/>'s.
/// </summary>
/// <param name="input">[rows, channels].</param>
/// <param name="mean">A number for each channel.</param>
/// <param name="variance">The same: the mean of the squared distances to the mean.</param>
internal sealed class ChannelMomentsOp(Value input, Value mean, Value variance) : Op([input], [mean, variance]), ILinearizable
{
    private Value Input => Inputs[0];

    public void Jvp(TangentBuilder tangents)
    {
    }

    public override void Emit(EmissionContext context) => context.Call("BatchNormalization.MomentsOfSamples", [], [
        context.Ref(Input), context.Ref(Outputs[0]), context.Ref(Outputs[1]), EmissionContext.Samples, Text.Of(Input.Shape.Rows), Text.Of(Input.Shape.Last),
    ]);
}
