using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// The mean over all samples of the batch, of which every sample gets a copy. It is linear and its own transpose; what one sample's numbers are to another is nowhere else but
/// here.
/// </summary>
/// <param name="inputs">Values of each sample: several at once, since each such op is a place where all samples wait for one another.</param>
/// <param name="outputs">Their means.</param>
internal sealed class BatchMeanOp(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) : Op(inputs, outputs), ILinearizable, IRepeatable
{
    public override bool IsOverBatch => true;

    public void Jvp(TangentBuilder tangents) => tangents.AddLinear(this);

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new BatchMeanOp(inputs, outputs);

    public override void Emit(EmissionContext context)
    {
        for (int i = 0; i < Inputs.Count; i++)
        {
            context.CallOverBatch("BatchNormalization.MeanOfBatch", [context.Ref(Inputs[i]), context.Ref(Outputs[i])], EmissionContext.Samples, Text.Of(Inputs[i].Size));
        }
    }
}
