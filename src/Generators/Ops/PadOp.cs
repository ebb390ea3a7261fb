using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>An image with the zeros around it and between its pixels that a window reaches. Planning puts it before products, which have no derivative any more then.</summary>
/// <param name="window">The window.</param>
/// <param name="input">The image.</param>
/// <param name="output">The image as <see cref="Window.Padded"/> has it.</param>
internal sealed class PadOp(Window window, Value input, Value output) : Op([input], [output])
{
    public override bool IsSharedOut => true;

    public override void Emit(EmissionContext context)
    {
        Window padded = window.Padded;
        context.CallRows(
            "Padding.Pad", [], context.Ref(Inputs[0]), context.Ref(Output), EmissionContext.Samples, Text.Of(window.Height), Text.Of(window.Width), Text.Of(window.Channels),
            Text.Of(padded.Height), Text.Of(padded.Width), Text.Of(window.Top), Text.Of(window.Left), Text.Of(window.Spread));
    }
}
