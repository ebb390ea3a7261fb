namespace SparseGen.Generators.Layers;

/// <summary>The members of the runtime's <c>Permutation</c>, in its order.</summary>
internal enum PermutationKind
{
    None,
    Commutation,
    InverseCommutation,
    Random,
    InverseRandom,
    List,
    InverseList,
}
