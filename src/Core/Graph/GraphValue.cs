using System.ComponentModel;

namespace SparseGen.Graph;

/// <summary>A value of a graph, as the <see cref="IGraphBuilder"/> that gave it out counts them.</summary>
/// <param name="Number">Its number.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct GraphValue(int Number);
