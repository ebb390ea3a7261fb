using System.Globalization;
using System.Net;
using System.Text;
using SparseGen.Models;
using SparseGen.Tool.Display;
using SparseGen.Tool.Pictures;

namespace SparseGen.Tool.Inspection;

/// <summary>A report as one HTML file, with its pictures in it and no script.</summary>
/// <param name="entry">The model.</param>
/// <param name="report">What was found.</param>
/// <param name="curve">Its training; null if that is not known.</param>
internal sealed class ReportPage(ModelEntry entry, ModelReport report, TrainingCurve? curve)
{
    private const int MostPictures = 24, Bins = 24, MostPoints = 400;
    private readonly StringBuilder _page = new();
    private bool _isDrawn = true;

    /// <summary>The text of the file.</summary>
    public override string ToString()
    {
        _page.Clear();
        _isDrawn = true;
        Line("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        Line($"<title>{Text(entry.Name)}</title><style>body{{font-family:sans-serif;max-width:1350px;margin:2em auto;color:#222}}table{{border-collapse:collapse;margin:1em 0}}");
        Line("td,th{border:1px solid #ccc;padding:.2em .6em;text-align:right}td:first-child,th:first-child{text-align:left}img{margin:.2em}</style></head><body>");
        Line($"<h1>{Text(entry.Name)}</h1><p>{Text(entry.Description)}</p>");
        Line($"<p>Parameters: {Text(report.Checkpoint ?? "initial values")}.</p>");
        Layers();
        Spectra();
        Derivatives();
        Alignment();
        Filters();
        Training();
        Line("</body></html>");
        return _page.ToString();
    }

    private void Layers()
    {
        ModelInfo info = entry.Info;
        Line("<h2>Layers</h2>");
        Line($"<p>{Tables.Count(info.ParameterCount)} parameters, {Tables.Count(info.Macs)} multiply-accumulates, effective width {Tables.Count(info.EffectiveWidth)}.</p>");
        Table(
            ["layer", "kind", "input", "output", "parameters", "MACs", "effective width", "density"],
            info.Layers.Select(layer => new[]
            {
                layer.Name, layer.Kind, Tables.Shape(layer.InputShape), Tables.Shape(layer.OutputShape), Tables.Count(layer.ParameterCount), Tables.Count(layer.Macs),
                layer.EffectiveWidth == 0 ? "-" : Tables.Count(layer.EffectiveWidth), layer.Density == 0 ? "-" : ReportSummary.Number(layer.Density),
            }));
    }

    private void Spectra()
    {
        Line("<h2>Spectra of the weights</h2><p>Beside the law of Marchenko and Pastur, which a random matrix of the same size and mean square follows.</p>");
        Table(
            ["weight", "rows", "columns", "largest", "edge by chance", "above, %", "stable rank"],
            report.Spectra.Weights.Select(weight => new[]
            {
                weight.Name, Tables.Count(weight.Rows), Tables.Count(weight.Columns), ReportSummary.Number(weight.SingularValues[0]), ReportSummary.Number(weight.Edge),
                ReportSummary.Number(100 * weight.ShareAbove), ReportSummary.Number(weight.StableRank),
            }));
        foreach (WeightReport weight in report.Spectra.Weights.Where(static weight => weight.Edge > 0 && weight.SingularValues.Count >= 8).Take(MostPictures))
        {
            Picture(() => Spectrum(weight));
        }

        if (report.Spectra.LeftOut.Count > 0)
        {
            Line($"<p>Without a spectrum, for their size or because they are sparse: {Text(string.Join(", ", report.Spectra.LeftOut))}.</p>");
        }
    }

    private static byte[] Spectrum(WeightReport weight)
    {
        var picture = new SpectrumPicture($"{weight.Name} [{weight.Rows}, {weight.Columns}]", 1.02 * Math.Max(weight.SingularValues[0], weight.Edge), Bins);
        picture.Add("weight", weight.SingularValues, hasMarkers: true);
        picture.AddLaw("by chance", weight.Rows, weight.Columns, weight.Edge);
        return picture.ToPng();
    }

    private void Derivatives()
    {
        DerivativesReport derivatives = report.Derivatives;
        Line("<h2>Jacobian and Fisher information</h2>");
        if (derivatives.LeftOut is string reason)
        {
            LeftOut(reason);
            return;
        }

        (string kernel, int together) = (ReportSummary.Number(derivatives.KernelEigenvalue), derivatives.KernelSamples);
        Line($"<p>Means over {Text(derivatives.Samples)}. The largest eigenvalue of the tangent kernel of {together} of them is {kernel} times {together}.</p>");
        Picture(() => Values("Singular values of d output / d input", derivatives.JacobianSingularValues));
        Picture(() => Values("Eigenvalues of the Fisher information given one sample", derivatives.FisherEigenvalues));
    }

    private void Alignment()
    {
        Line("<h2>Likeness of layers</h2>");
        if (report.AlignmentLeftOut is string reason)
        {
            LeftOut(reason);
        }

        if (report.Alignment is { } alignment)
        {
            Line($"<p>Unbiased linear CKA of what layers make of {Text(alignment.Samples)}: 1 for a rotation, near 0 for nothing in common.</p>");
            Picture(() => AlignmentPicture.Of(alignment).ToPng(alignment.ToMatrix(), 0, 1));
        }
    }

    private static byte[] Values(string title, IReadOnlyList<double> values)
    {
        var picture = new LinePicture(title, new PlotAxis("number"), new PlotAxis("value", IsLogarithmic: values.All(static value => value > 0)));
        picture.Add("mean", [.. values.Take(MostPoints).Select((value, i) => new PlotPoint(i + 1, value))]);
        return picture.ToPng();
    }

    // Images as SVG: a rectangle a pixel, from blue over white to red on a scale of each image's own.
    private void Filters()
    {
        if (report.Filters is not { } filters)
        {
            return;
        }

        Line($"<h2>Filters of the first layer</h2><p>{Text(filters.Tensor)}, {filters.Images.Count} of its outputs; red is positive, blue negative, each on its own scale.</p>");
        int side = Math.Clamp(96 / Math.Max(filters.Height, filters.Width), 2, 16);
        foreach (float[] image in filters.Images)
        {
            float largest = Math.Max(image.Max(Math.Abs), float.Epsilon);
            Line($"<svg width=\"{(filters.Width * side) + 4}\" height=\"{(filters.Height * side) + 4}\">");
            for (int at = 0; at < image.Length; at++)
            {
                int fade = 255 - (int)(255 * Math.Abs(image[at] / largest));
                string colour = image[at] >= 0 ? $"rgb(255,{fade},{fade})" : $"rgb({fade},{fade},255)";
                (int x, int y) = (at % filters.Width * side, at / filters.Width * side);
                _page.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y}\" width=\"{side}\" height=\"{side}\" fill=\"{colour}\"/>");
            }

            Line("</svg>");
        }
    }

    private void Training()
    {
        if (curve is null || curve.Losses.Count == 0)
        {
            return;
        }

        Line("<h2>Training</h2>");
        int stride = Math.Max(1, curve.Losses.Count / MostPoints);
        var picture = new LinePicture("Loss of the training", new PlotAxis("step"), new PlotAxis("loss", IsLogarithmic: curve.Losses.All(static loss => loss > 0)));
        picture.Add(
            "loss",
            [.. curve.Losses.Index().Where(pair => pair.Index % stride == 0).Select(pair => new PlotPoint(pair.Index + 1, pair.Item))],
            hasMarkers: false);
        Picture(picture.ToPng);
    }

    private void Table(string[] heads, IEnumerable<string[]> rows)
    {
        Line("<table><tr>" + string.Concat(heads.Select(static head => $"<th>{Text(head)}</th>")) + "</tr>");
        foreach (string[] row in rows)
        {
            Line("<tr>" + string.Concat(row.Select(static cell => $"<td>{Text(cell)}</td>")) + "</tr>");
        }

        Line("</table>");
    }

    private void Picture(Func<byte[]> draw)
    {
        if (_isDrawn)
        {
            _isDrawn = Drawing.Try(() => Line($"<img alt=\"picture\" src=\"data:image/png;base64,{Convert.ToBase64String(draw())}\">"));
        }
    }

    private void LeftOut(string reason) => Line($"<p>Left out: {Text(reason.TrimEnd('.'))}.</p>");

    private void Line(string text) => _page.Append(text).Append('\n');

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
