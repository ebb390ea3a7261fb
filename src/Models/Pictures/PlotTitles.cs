namespace SparseGen.Tool.Pictures;

/// <summary>What stands around a picture of a matrix.</summary>
/// <param name="Title">Above it.</param>
/// <param name="Rows">What the rows are.</param>
/// <param name="Columns">What the columns are.</param>
internal sealed record PlotTitles(string Title, string Rows, string Columns);
