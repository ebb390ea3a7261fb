using SparseGen.Tool.Pictures;

namespace SparseGen.Tool.Inspection;

/// <summary>The heat map of an alignment.</summary>
internal static class AlignmentPicture
{
    /// <summary>Its frame and names.</summary>
    public static HeatPicture Of(AlignmentReport report) =>
        new(new PlotTitles("CKA of layers", report.First, report.Second), report.FirstLayers, report.SecondLayers);
}
