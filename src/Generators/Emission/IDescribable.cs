namespace SparseGen.Generators.Emission;

/// <summary>An op of forward passes, which tells those who ask a model what it computes.</summary>
internal interface IDescribable
{
    /// <summary>Writes the call of the runtime's IGraphBuilder that stands for it.</summary>
    void Describe(GraphText graph);
}
