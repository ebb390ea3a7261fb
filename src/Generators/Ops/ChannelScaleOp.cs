using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// output = input factor + term with a factor and a term for each channel, which are the same for all rows and samples: a batch norm of inference behind a product, on whose
/// tiles it runs.
/// </summary>
/// <param name="input">[rows, channels].</param>
/// <param name="factor">[channels].</param>
/// <param name="term">[channels].</param>
/// <param name="output">[rows, channels].</param>
internal sealed class ChannelScaleOp(Value input, Value factor, Value term, Value output) : ElementwiseOp([input, factor, term], [output])
{
    public override string Function => "ScaleChannels";

    public override bool IsSharedOut => true;

    public override string Kernel => "Elementwise.MultiplyAdd";

    public override bool IsOfChannels(Value value) => value == Inputs[1] || value == Inputs[2];

    public override IEnumerable<string> Statements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) =>
        [$"float {outputs[0]} = SimdScalar.MultiplyAdd({inputs[0]}, {inputs[1]}, {inputs[2]});"];

    public override void Emit(EmissionContext context) => context.CallRows("Scale.Apply", [true, false], [
        context.Ref(Inputs[0]), context.Ref(Inputs[1]), context.Ref(Inputs[2]), context.Nothing, context.Ref(Output), EmissionContext.Rows(Output.Shape.Rows),
        Text.Of(Output.Shape.Last),
    ]);
}
