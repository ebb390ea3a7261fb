using SparseGen.Generators.Diagnostics;

namespace SparseGen.Generators.Parsing;

/// <summary>A declaration as read from the source: the model, where its parts stand, and what was wrong already.</summary>
/// <param name="Model">The model, without any place in the source.</param>
/// <param name="Identifier">Where the class name stands.</param>
/// <param name="Sites">Where each layer's attribute stands, in the order of <see cref="ModelSpec.Layers"/>.</param>
/// <param name="Problems">Mistakes that only the syntax shows.</param>
/// <param name="HasBrokenBlock">Whether a block that it uses has mistakes of its own, which are reported there.</param>
internal sealed record ParsedModel(
    ModelSpec Model,
    SourceSpan Identifier,
    EquatableArray<LayerSite> Sites,
    EquatableArray<DiagnosticInfo> Problems,
    bool HasBrokenBlock) : Unprinted
{
    /// <summary>Where a layer's attribute stands, counted with the input; without one, where the class name stands.</summary>
    public SourceSpan Place(int? layer) => layer is { } index && index < Sites.Count ? Sites[index].Span : Identifier;
}
