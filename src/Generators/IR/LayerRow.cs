namespace SparseGen.Generators.IR;

/// <summary>A layer in the table of the model: what it is called, its shapes and its cost, all repetitions together.</summary>
/// <remarks>
/// <c>IsInput</c>: whether its output is the input of the model, seen under another shape, in inference at least. <c>Parameters</c> counts a repeated tensor once,
/// <c>TensorCount</c> each copy.
/// </remarks>
internal sealed record LayerRow(
    string Name, string Kind, Shape Input, Shape Output, long ParameterCount, long Macs, long LinearMaps, double Density,
    long ActivationCount, int Parameters, long TensorCount, bool IsInput) : Unprinted;
