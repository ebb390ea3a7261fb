namespace SparseGen.Generators.Parsing;

/// <summary>Where a layer's attribute stands, and where those of the block stand that it uses.</summary>
/// <param name="Span">The attribute.</param>
/// <param name="Body">The attributes of the block, in the order of <see cref="LayerSpec.Body"/>.</param>
internal sealed record LayerSite(SourceSpan Span, EquatableArray<LayerSite> Body = default) : Unprinted;
