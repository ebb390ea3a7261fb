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
