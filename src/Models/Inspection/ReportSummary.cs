using System.Globalization;
using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>What a report says, on the terminal.</summary>
internal static class ReportSummary
{
    /// <summary>Prints the spectra and, in a sentence, the derivatives.</summary>
    public static void Show(ModelReport report)
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
        if (report.JacobianSingularValues.Count > 0)
        {
            Terminal.WriteLine(
                $"{report.Samples}: the Jacobian has singular values from {Number(report.JacobianSingularValues[^1])} to {Number(report.JacobianSingularValues[0])}, "
                + $"the Fisher information given one of them has {Number(report.FisherEigenvalues[0])} as its largest eigenvalue, "
                + $"their tangent kernel {Number(report.KernelEigenvalue)} times their number.");
        }

        if (report.LeftOut.Count > 0)
        {
            Terminal.WriteLine($"Without a spectrum, for their size or because they are sparse: {string.Join(", ", report.LeftOut)}");
        }
    }

    /// <summary>A number with four digits.</summary>
    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
