namespace SparseGen.Generators.Parsing;

/// <summary>A block as it is read below a root, once however often it is used.</summary>
/// <param name="Layers">Its layers; shared by all uses.</param>
/// <param name="Sites">Where they stand.</param>
/// <param name="LayerCount">Layers in it, those of the blocks below counted wherever they are used.</param>
/// <param name="Depth">Blocks on the longest way down, itself included.</param>
/// <param name="IsBroken">Whether it or a block below has mistakes, which are reported there.</param>
/// <param name="WayToRoot">The names from it to the root, where it or a block below uses the root again.</param>
internal sealed record ReadBlock(
    EquatableArray<LayerSpec> Layers, EquatableArray<LayerSite> Sites, long LayerCount, int Depth, bool IsBroken, string? WayToRoot) : Unprinted
{
    /// <summary>In place of what is no block, which is reported at its use.</summary>
    public static ReadBlock Missing { get; } = new(default, default, 0, 1, false, null);

    /// <summary>In place of a block that cannot be read, which is reported elsewhere.</summary>
    public static ReadBlock Broken { get; } = Missing with { IsBroken = true };

    /// <summary>Whether its layers are more than are generated.</summary>
    public bool IsTooLong => LayerCount > ParsingLimits.MostLayers;

    /// <summary>Whether blocks in it are nested deeper than is generated.</summary>
    public bool IsTooDeep => Depth > ParsingLimits.DeepestNesting;
}
