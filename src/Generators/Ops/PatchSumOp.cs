using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>The derivative of <see cref="PatchesOp"/>: each number of a row is the sum of its copies in the patches that hold it.</summary>
/// <param name="patches">Patches of a row.</param>
/// <param name="length">Numbers of a patch.</param>
/// <param name="stride">Numbers from the start of one patch to that of the next.</param>
/// <param name="input">The patches.</param>
/// <param name="output">The rows.</param>
internal sealed class PatchSumOp(int patches, int length, int stride, Value input, Value output) : Op([input], [output]), ILinearizable, IRepeatable
{
    private readonly int _rows = input.Size / (patches * length);

    public void Jvp(TangentBuilder tangents) => tangents.AddLinear(this);

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new PatchSumOp(patches, length, stride, inputs[0], outputs[0]);

    public override void Emit(EmissionContext context) => context.Call(
        "Patching.Sum", [], context.Ref(Inputs[0]), context.Ref(Output),
        EmissionContext.Rows(_rows), Text.Of(Output.Size / _rows), Text.Of(patches), Text.Of(length), Text.Of(stride));
}
