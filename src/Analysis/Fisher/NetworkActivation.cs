namespace SparseGen.Analysis;

/// <summary>phi of an <see cref="OrthogonalNetwork"/>; its slope is 0 or 1.</summary>
public enum NetworkActivation
{
    /// <summary>x.</summary>
    Linear,

    /// <summary>x cut at -1 and 1.</summary>
    HardTanh,

    /// <summary>The larger one of 0 and x.</summary>
    Relu,
}
