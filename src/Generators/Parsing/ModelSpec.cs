namespace SparseGen.Generators.Parsing;

/// <summary>
/// Everything that the generated source of a model depends on, and nothing else.
/// Keep it immutable and structurally equal, without symbols, syntax or locations: caching rests on it.
/// </summary>
/// <param name="Namespace">Namespace of the class; empty for the global one.</param>
/// <param name="ContainingTypes">Headers of the types it is nested in, outermost first, such as <c>partial class Outer</c>.</param>
/// <param name="ClassName">Name of the class.</param>
/// <param name="Header">Modifiers and keyword to reopen the class with, such as <c>public sealed partial class</c>.</param>
/// <param name="Layers">Input and layers, in source order.</param>
internal sealed record ModelSpec(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string ClassName,
    string Header,
    EquatableArray<LayerSpec> Layers)
{
    /// <summary>Whether the passes for Hessian-vector products are asked for.</summary>
    public bool HessianProducts { get; init; }

    /// <summary>Unique name of the generated file.</summary>
    public string HintName =>
        string.Join(".", new[] { Namespace }.Concat(ContainingTypes.Select(static t => t.Split(' ').Last())).Append(ClassName).Where(static p => p.Length > 0))
        + ".g.cs";
}
