namespace SparseGen.Generators.Parsing;

/// <summary>One attribute of a model or a block: its kind and the values it was given.</summary>
/// <param name="Kind">Name of the attribute class without its suffix, such as <c>MixerBlock</c>.</param>
/// <param name="Arguments">Constructor and named arguments by name, constructor arguments first.</param>
/// <param name="Block">Name of the block's class where a block is used.</param>
/// <param name="Body">The layers of the block that is used.</param>
internal sealed record LayerSpec(
    string Kind, EquatableArray<LayerArgument> Arguments, string? Block = null, EquatableArray<LayerSpec> Body = default) : Unprinted
{
    /// <summary>What a message calls the layer.</summary>
    public string Title => Block is null ? Kind : $"{Kind}<{Block}>";

    /// <summary>A whole number, or <paramref name="absent"/> when it was not given.</summary>
    public int Int(string name, int absent = 0) => Find(name) is { } value ? (int)value.Number : absent;

    /// <summary>A number, or <paramref name="absent"/> when it was not given.</summary>
    public float Float(string name, float absent) => Find(name) is { } value ? (float)value.Number : absent;

    /// <summary>A number in double precision, or <paramref name="absent"/> when it was not given.</summary>
    public double Double(string name, double absent) => Find(name) is { } value ? value.Number : absent;

    /// <summary>A number, or null when it was not given.</summary>
    public double? Number(string name) => Find(name)?.Number;

    /// <summary>A truth value, or <paramref name="absent"/> when it was not given.</summary>
    public bool Bool(string name, bool absent) => Find(name) is { } value ? value.Number != 0 : absent;

    /// <summary>A text, or null when it was not given.</summary>
    public string? Text(string name) => Find(name)?.Text;

    /// <summary>An argument, or null when it was not given.</summary>
    public LayerArgument? Find(string name) =>
        Arguments.FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>An argument of an attribute; enumerations and truth values are kept as numbers.</summary>
internal sealed record LayerArgument(string Name, double Number, string? Text) : Unprinted
{
    /// <summary>The member that the text names, where it names one that gives a list.</summary>
    public ListMember? Member { get; init; }

    /// <summary>The numbers of a list.</summary>
    public EquatableArray<int> Numbers { get; init; }

    /// <summary>What is wrong with that member, as a part of a sentence.</summary>
    public string? Fault { get; init; }
}
