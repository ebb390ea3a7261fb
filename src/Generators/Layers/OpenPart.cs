using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>A layer that another one further down in the same sequence has to close, with the shape that it got.</summary>
internal sealed record OpenPart(string Kind, string ClosedBy, int Layer, Shape Input) : Unprinted;
