using SparseGen.Analysis;
using SparseGen.Tool.Pictures;

namespace SparseGen.Tool.Inspection;

/// <summary>Histograms of singular values as lines, and the law of Marchenko and Pastur with the same area.</summary>
/// <param name="title">Above the picture.</param>
/// <param name="end">The largest singular value that is shown.</param>
/// <param name="bins">Bins of a histogram, from 0 to the end.</param>
internal sealed class SpectrumPicture(string title, double end, int bins)
{
    private const int PointsOfTheLaw = 200;
    private readonly LinePicture _picture = new(title, new PlotAxis("singular value"), new PlotAxis("density"));

    /// <summary>Adds a histogram.</summary>
    /// <param name="name">For the legend.</param>
    /// <param name="values">Singular values; the area counts those beyond the end too.</param>
    /// <param name="hasMarkers">Whether the bins are marked.</param>
    public void Add(string name, IReadOnlyList<double> values, bool hasMarkers = false)
    {
        double bin = end / bins;
        int[] counts = new int[bins];
        foreach (double value in values)
        {
            int place = (int)(value / bin);
            if (place < bins)
            {
                counts[place]++;
            }
        }

        _picture.Add(name, [.. counts.Select((count, i) => new PlotPoint((i + 0.5) * bin, count / (bin * values.Count)))], hasMarkers: hasMarkers);
    }

    /// <summary>Adds the law of a random matrix, dashed.</summary>
    /// <param name="name">For the legend.</param>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="columns">Columns of the matrix.</param>
    /// <param name="edge">Its largest singular value.</param>
    public void AddLaw(string name, int rows, int columns, double edge)
    {
        double ratio = (double)rows / columns;
        var law = new MarchenkoPastur(ratio, Math.Pow(edge / (1 + Math.Sqrt(ratio)), 2));

        // Of a matrix with more rows than columns the law counts the zeros of the longer side too.
        double share = 1 - law.Atom;
        _picture.Add(
            name,
            [.. Enumerable.Range(1, PointsOfTheLaw).Select(i => i * edge / PointsOfTheLaw).Select(value => new PlotPoint(value, law.SingularValueDensity(value) / share))],
            isDashed: true,
            hasMarkers: false);
    }

    /// <summary>Writes the picture as PNG.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => _picture.Save(path);

    /// <summary>The picture as PNG.</summary>
    public byte[] ToPng() => _picture.ToPng();
}
