namespace SparseGen.Analysis;

/// <summary>
/// Unbiased linear CKA over more samples than fit into one Gram matrix: the means of the criteria over batches (Nguyen, Raghu and Kornblith 2021, arXiv 2010.15327).
/// </summary>
public sealed class MinibatchAlignment
{
    private double _cross, _first, _second;

    /// <summary>How many batches were added.</summary>
    public int Batches { get; private set; }

    /// <summary>The alignment of what was added.</summary>
    /// <exception cref="InvalidOperationException">Nothing was added.</exception>
    /// <exception cref="ArgumentException">All samples have the same representation.</exception>
    public double Value => Batches > 0
        ? CenteredKernelAlignment.Ratio(_cross, _first, _second)
        : throw new InvalidOperationException("There is no batch yet; call Add first.");

    /// <summary>Adds a batch.</summary>
    /// <param name="first">X, [samples, features].</param>
    /// <param name="second">Y, [samples, features], the same samples.</param>
    /// <exception cref="ArgumentException">Not as many samples, fewer than four, or entries that are not finite.</exception>
    public void Add(double[,] first, double[,] second)
    {
        (double cross, double own, double other) = CenteredKernelAlignment.Criteria(first, second);
        (_cross, _first, _second) = (_cross + cross, _first + own, _second + other);
        Batches++;
    }
}
