namespace SparseGen.Generators.IR;

/// <summary>A model as a program: one forward region, later also the backward region derived from it.</summary>
internal sealed class ModelGraph
{
    public required Value Input { get; init; }

    public Value Output { get; set; } = null!;

    public Region Forward { get; } = new();

    /// <summary>Learned tensors in the order of the layers.</summary>
    public List<Parameter> Parameters { get; } = [];

    /// <summary>Tensors that files may have and the model does without.</summary>
    public List<Parameter> Ignored { get; } = [];

    /// <summary>Permutations as they were declared, whatever planning makes of them.</summary>
    public List<NamedPermutation> Permutations { get; } = [];

    /// <summary>The inputs that a sample consists of; none where there is one.</summary>
    public List<InputPart> Parts { get; } = [];

    /// <summary>Columns of the input that hold categories.</summary>
    public List<CategoryColumn> Categories { get; } = [];

    /// <summary>A row a layer.</summary>
    public List<LayerRow> Layers { get; } = [];

    /// <summary>The row of the layer that a parameter belongs to.</summary>
    /// <param name="parameter">Its position among the parameters.</param>
    public int LayerOf(int parameter)
    {
        int layer = 0;
        for (int end = Layers[0].Parameters; end <= parameter; end += Layers[layer].Parameters)
        {
            layer++;
        }

        return layer;
    }
}
