using System.Globalization;
using SparseGen.Tool.Display;

namespace SparseGen.Tool.Inspection;

/// <summary>What a report says, on the terminal.</summary>
internal static class ReportSummary
{
    /// <summary>Prints the spectra and, in a sentence, the derivatives.</summary>
    public static void Show(ModelReport report)
    {
        Show(report.Spectra);
        Show(report.Derivatives);
    }

    /// <summary>Prints derivatives in a sentence, and the kernels of small batches as a table where there are some.</summary>
    public static void Show(DerivativesReport report)
    {
        Terminal.WriteLine(report.LeftOut is string reason
            ? $"No derivatives: {reason}"
            : $"{report.Samples}: the Jacobian has singular values from {Number(report.JacobianSingularValues[^1])} to {Number(report.JacobianSingularValues[0])}, "
                + $"the Fisher information given one of them has {Number(report.FisherEigenvalues[0])} as its largest eigenvalue, "
                + $"the tangent kernel of {report.KernelSamples} of them {Number(report.KernelEigenvalue)} times {report.KernelSamples}.");
        if (report.Batches.Count == 0)
        {
            return;
        }

        Sheet table = Tables.Create($"Largest eigenvalues of the tangent kernels of small batches of {report.KernelSamples} samples, divided by the samples of a batch")
            .Number("batch").Number("kernels").Number("least").Number("mean").Number("largest");
        foreach (BatchKernels kernels in report.Batches)
        {
            IReadOnlyList<double> values = kernels.Eigenvalues;
            table.Row(Tables.Count(kernels.Batch), Tables.Count(values.Count), Number(values.Min()), Number(values.Average()), Number(values.Max()));
        }

        Terminal.Write(table);
    }

    /// <summary>Prints spectra.</summary>
    public static void Show(SpectraReport report)
    {
        Sheet table = Tables.Create($"{report.Model}: spectra of its weights")
            .Text("weight").Number("rows").Number("columns").Number("largest").Number("edge by chance").Number("above, %").Number("stable rank");
        foreach (WeightReport weight in report.Weights)
        {
            table.Row(
                weight.Name, Tables.Count(weight.Rows), Tables.Count(weight.Columns), Number(weight.SingularValues[0]), Number(weight.Edge),
                Number(100 * weight.ShareAbove), Number(weight.StableRank));
        }

        Terminal.Write(table);
        if (report.LeftOut.Count > 0)
        {
            Terminal.WriteLine($"Without a spectrum, for their size or because they are sparse: {string.Join(", ", report.LeftOut)}");
        }
    }

    /// <summary>Prints how alike layers are.</summary>
    public static void Show(AlignmentReport report)
    {
        Sheet table = Tables.Create($"Unbiased linear CKA on {report.Samples}: rows {report.First}, columns {report.Second}").Text("layer");
        foreach (string layer in report.SecondLayers)
        {
            table.Number(layer);
        }

        for (int row = 0; row < report.FirstLayers.Count; row++)
        {
            table.Row([report.FirstLayers[row], .. report.Values[row].Select(static value => value.ToString("0.000", CultureInfo.InvariantCulture))]);
        }

        Terminal.Write(table);
    }

    /// <summary>Prints what linear classifiers read off layers.</summary>
    public static void Show(ProbeReport report)
    {
        Sheet table = Tables.Create($"{report.Model}: a linear classifier on each layer, {Tables.Count(report.TrainImages)} images, judged by {Tables.Count(report.TestImages)}")
            .Text("layer").Number("features").Number("training").Number("test");
        foreach (ProbedLayer layer in report.Layers)
        {
            table.Row(layer.Layer, Tables.Count(layer.Size), Tables.Percent(layer.TrainAccuracy), Tables.Percent(layer.TestAccuracy));
        }

        Terminal.Write(table);
    }

    /// <summary>A number with four digits.</summary>
    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
