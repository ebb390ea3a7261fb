using System.CommandLine;
using SparseGen.Tool.Inspection;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Commands;

/// <summary><c>analyse spectra</c>: singular values of a model's weights beside those of chance.</summary>
internal static class AnalyseSpectraCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<InspectedModel> model = InspectionArguments.Model();
        Option<int> largestSide = InspectionArguments.LargestSide();
        Option<ulong> seed = InspectionArguments.Seed();
        Option<string?> csv = SharedOptions.Csv("a singular value a row"), json = SharedOptions.Json();
        var command = new Command("spectra", "Singular values of the weights, beside the law of Marchenko and Pastur for random ones") { model, largestSide, seed, csv, json };
        command.SetAction(result =>
        {
            InspectedModel inspected = result.GetRequiredValue(model);
            InspectionArguments.Check(result.GetValue(json), picture: null, inspected);
            CsvFile.Prepare(result.GetValue(csv));
            SpectraReport report = inspected.Entry.Apply(new SpectraOperation(inspected, result.GetValue(largestSide), result.GetValue(seed)));
            ReportFile.Write(result.GetValue(json), report, ReportJson.Default.SpectraReport);
            CsvFile.Write(
                result.GetValue(csv),
                ["weight", "rows", "columns", "edge", "number", "singular-value"],
                report.Weights.SelectMany(static weight => weight.SingularValues.Select(
                    (value, i) => new object[] { weight.Name, weight.Rows, weight.Columns, weight.Edge, i + 1, value })));
            ReportSummary.Show(report);
            return ExitCode.Success;
        });
        return command;
    }
}
