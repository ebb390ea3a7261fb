using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// What a batch norm of inference multiplies each channel with, weight / sqrt(variance + epsilon), and what it adds, bias - mean factor. Each sample has a copy of them.
/// </summary>
/// <param name="settings">Epsilon.</param>
/// <param name="weight">A number a channel; null for 1.</param>
/// <param name="bias">The same; null together with the weight.</param>
/// <param name="mean">The running mean.</param>
/// <param name="variance">The running variance.</param>
/// <param name="factor">[channels].</param>
/// <param name="term">[channels].</param>
internal sealed class BatchFactorsOp(BatchNormSettings settings, Value? weight, Value? bias, Value mean, Value variance, Value factor, Value term)
    : Op([mean, variance, .. weight is null ? Array.Empty<Value>() : [weight, bias!]], [factor, term])
{
    public override void Emit(EmissionContext context)
    {
        bool isAffine = Inputs.Count > 2;
        context.Call("BatchNormalization.Factors", [isAffine], [
            context.RefOrNothing(isAffine ? Inputs[2] : null), context.RefOrNothing(isAffine ? Inputs[3] : null), context.Ref(Inputs[0]), context.Ref(Inputs[1]),
            context.Ref(Outputs[0]), context.Ref(Outputs[1]), EmissionContext.Samples, Text.Of(Output.Size), Text.Of(settings.Epsilon),
        ]);
    }
}
