namespace SparseGen.Generators;

/// <summary>What messages call the stages that a class goes through.</summary>
internal static class Stages
{
    /// <summary>Attributes to a model.</summary>
    public const string Parsing = "parsing";

    /// <summary>Order of the layers, shapes, sizes.</summary>
    public const string Checking = "checking";

    /// <summary>Layers to ops.</summary>
    public const string Lowering = "lowering";

    /// <summary>Differentiation, fusion, places in memory.</summary>
    public const string Planning = "planning";

    /// <summary>Writing the text.</summary>
    public const string Emission = "emission";
}
