namespace SparseGen.Tool.Pictures;

/// <summary>An axis of a picture.</summary>
/// <param name="Label">What it shows, with unit.</param>
/// <param name="IsLogarithmic">Whether equal lengths are equal ratios; all values must then be positive.</param>
internal sealed record PlotAxis(string Label, bool IsLogarithmic = false)
{
    /// <summary>Where a value lies on the axis.</summary>
    /// <param name="value">The value.</param>
    public double Place(double value) => IsLogarithmic ? Math.Log10(value) : value;
}
