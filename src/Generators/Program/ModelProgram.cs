namespace SparseGen.Generators.Program;

/// <summary>A model as a program: one forward region, later also the backward region derived from it.</summary>
internal sealed class ModelProgram
{
    public required Value Input { get; init; }

    public Value Output { get; set; } = null!;

    public Region Forward { get; } = new();

    /// <summary>Learned tensors in the order of the layers.</summary>
    public List<Parameter> Parameters { get; } = [];

    /// <summary>A row a layer.</summary>
    public List<LayerRow> Layers { get; } = [];
}

/// <summary>The backward pass.</summary>
/// <param name="OutputGradient">Gradient with respect to the output: where it starts.</param>
/// <param name="InputGradient">Gradient with respect to the input.</param>
/// <param name="Main">All that the gradients of the parameters need.</param>
/// <param name="Tail">What only the gradient of the input needs; it runs when that is asked for.</param>
internal sealed record BackwardProgram(Value OutputGradient, Value InputGradient, Region Main, Region Tail);

/// <summary>A layer in the table of the model: what it is called, its shapes and its cost, all repetitions together.</summary>
internal sealed record LayerRow(
    string Name, string Kind, Shape Input, Shape Output, long ParameterCount, long Macs, long LinearMaps, double Density,
    long ActivationCount);
