namespace SparseGen.Tool.Pictures;

/// <summary>A point of a line with its error bar.</summary>
/// <param name="X">Where it lies.</param>
/// <param name="Y">Mean, and half the height of the error bar.</param>
internal sealed record PlotPoint(double X, Spread Y)
{
    /// <summary>A point without an error bar, such as one of a theory.</summary>
    /// <param name="x">Where it lies.</param>
    /// <param name="y">How high.</param>
    public PlotPoint(double x, double y)
        : this(x, Spread.Of([y]))
    {
    }
}
