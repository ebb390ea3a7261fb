namespace SparseGen.Tests.Reference;

/// <content>Categories, and inputs beside the first one.</content>
internal sealed partial class ReferenceModelBuilder
{
    private Dictionary<string, ReferenceInput> _inputs = [];

    /// <summary>Another input behind what a sample has so far; before all layers.</summary>
    public ReferenceModelBuilder Input(string name, params int[] shape)
    {
        var part = new ReferenceInput(shape);
        _inputs.Add(name, part);
        _layers.Insert(0, part);
        _inputSize += part.Size;
        return this;
    }

    public ReferenceModelBuilder Join(string name)
    {
        _layers.Add(new ReferenceJoin(_inputs[name], Rows, _shape[^1]));
        _shape = [.. _shape[..^1], _shape[^1] + _inputs[name].Shape[^1]];
        return this;
    }

    public ReferenceModelBuilder Embedding(int features, int[] categories, string name = "embedding")
    {
        _layers.Add(new ReferenceEmbedding(_prefix + name, Rows, _shape[^1], features, categories));
        _shape = [.. _shape[..^1], _shape[^1] + (categories.Length * (features - 1))];
        return this;
    }
}
