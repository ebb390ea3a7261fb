namespace SparseGen.Experiments;

/// <summary>Which part of the experiment to do.</summary>
internal enum RegularizationPart
{
    /// <summary>Both.</summary>
    All,

    /// <summary>The diagonal linear network.</summary>
    Diagonal,

    /// <summary>The models on Fashion-MNIST, and the time of their steps.</summary>
    Images,
}
