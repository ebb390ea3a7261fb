using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>The inputs of a model beside the first one, while it is checked.</summary>
internal sealed class InputParts
{
    private readonly Dictionary<string, Shape> _shapes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _joined = new(StringComparer.Ordinal);

    /// <summary>Their names, as a list for messages.</summary>
    public string Names => _shapes.Count == 0 ? "none" : string.Join(", ", _shapes.Keys.Select(static name => $"'{name}'"));

    /// <summary>Adds one.</summary>
    /// <returns>Whether there was none of that name.</returns>
    public bool Add(string name, Shape shape)
    {
        bool isNew = !_shapes.ContainsKey(name);
        _shapes[name] = shape;
        return isNew;
    }

    /// <summary>The shape of one that a layer reads; null where there is none.</summary>
    public Shape? Read(string name)
    {
        _joined.Add(name);
        return _shapes.TryGetValue(name, out Shape? shape) ? shape : null;
    }

    /// <summary>Whether a layer reads it.</summary>
    public bool IsRead(string name) => _joined.Contains(name);
}
