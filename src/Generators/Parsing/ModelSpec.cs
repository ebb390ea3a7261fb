namespace SparseGen.Generators.Parsing;

/// <summary>
/// Everything that the generated source of a model depends on, and nothing else.
/// Keep it immutable and structurally equal, without symbols, syntax or locations: caching rests on it.
/// </summary>
/// <param name="Name">What the model is called and where it is declared.</param>
/// <param name="Layers">Input and layers, in source order.</param>
internal sealed record ModelSpec(ModelName Name, EquatableArray<LayerSpec> Layers) : Unprinted
{
    /// <summary>Name of the class, for messages and texts.</summary>
    public string ClassName => Name.Class.Name;

    /// <summary>Whether it is to be trained, not only to infer.</summary>
    public bool Training { get; init; } = true;

    /// <summary>Whether the passes for Hessian-vector products are asked for.</summary>
    public bool HessianProducts { get; init; }

    /// <summary>Whether all activations and their gradients are kept.</summary>
    public bool Taps { get; init; }

    /// <summary>What the weights of all layers begin with: a member of the runtime's enumeration.</summary>
    public int Initialization { get; init; }
}
