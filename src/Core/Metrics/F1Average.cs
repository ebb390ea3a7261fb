namespace SparseGen;

/// <summary>How the F1 scores of several classes become one number.</summary>
public enum F1Average
{
    /// <summary>The mean of the scores of all classes, each counting the same however rare it is.</summary>
    Macro,

    /// <summary>One score from the hits and misses of all classes together. Where each sample has one class it is the accuracy.</summary>
    Micro,

    /// <summary>The score of the class 1 alone, where there are two.</summary>
    Binary,
}
