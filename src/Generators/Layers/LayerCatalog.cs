namespace SparseGen.Generators.Layers;

/// <summary>All layers, found by their class: adding a layer needs no entry anywhere.</summary>
internal static class LayerCatalog
{
    private static readonly Dictionary<string, Layer> ByKind = typeof(Layer).Assembly.GetTypes()
        .Where(static type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract)
        .Select(static type => (Layer)Activator.CreateInstance(type))
        .ToDictionary(static layer => layer.Kind);

    /// <summary>Whether there is an input or a layer of that name.</summary>
    public static bool Contains(string kind) => ByKind.ContainsKey(kind) || InputLayer.IsInput(kind);

    /// <summary>The layer of that name.</summary>
    public static Layer Find(string kind) => ByKind[kind];
}
