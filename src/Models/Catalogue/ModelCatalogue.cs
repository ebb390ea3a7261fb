namespace SparseGen.Models.Catalogue;

/// <summary>Every model that the program knows: a line each.</summary>
internal static class ModelCatalogue
{
    /// <summary>The models, the default first.</summary>
    public static IReadOnlyList<ModelEntry> Entries { get; } =
    [
        ModelEntry.Of<FashionMixer>("fashion-mixer", "MLP-Mixer, 49 tokens of 64 channels, 4 blocks"),
    ];

    /// <summary>Finds a model by its name.</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <returns>The entry, or null.</returns>
    public static ModelEntry? Find(string name)
        => Entries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase));
}
