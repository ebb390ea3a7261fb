using System.CommandLine;
using SparseGen.Tool.Display;
using SparseGen.Tool.Inspection;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Commands;

/// <summary><c>analyse report</c>: one HTML file about a model.</summary>
internal static class AnalyseReportCommand
{
    private const int AlignedSamples = 256;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<InspectedModel> model = InspectionArguments.Model();
        Option<string?> training = SharedOptions.Path("The report of a training, which 'sparsegen train --json FILE' wrote, for the curve", "FILE", "--training");
        Option<int> samples = Numbers.Whole("--samples", "Test images for Jacobians and tangent kernels", 8, 64);
        Option<int> largestSide = InspectionArguments.LargestSide();
        Option<ulong> seed = InspectionArguments.Seed();
        Option<string?> output = SharedOptions.Path("The file; results/report/MODEL.html by default", "FILE", "--output", "-o");
        Option<string?> data = InspectionArguments.Data();
        Option<string?> json = SharedOptions.Json();
        var command = new Command("report", "Write one HTML file about a model: layer table, widths, spectra of weights, Jacobians, tangent kernel, CKA, filters, training curve")
        {
            model, training, samples, largestSide, seed, output, data, json,
        };
        command.SetAction(result =>
        {
            InspectedModel inspected = result.GetRequiredValue(model);
            string path = Path.GetFullPath(result.GetValue(output) ?? Path.Combine("results", "report", $"{inspected.Entry.Name}.html"));
            InspectionArguments.Check(result.GetValue(json), picture: null, inspected);
            OutputFile.Prepare("--output", path, isReplaced: true);
            InputFile.Demand("--training", result.GetValue(training));
            TrainingCurve? curve = result.GetValue(training) is string file ? TrainingCurve.Read(file) : null;
            ModelReport report = inspected.Entry.Apply(new ReportOperation(
                inspected,
                InspectionArguments.Samples(inspected, result.GetValue(data), result.GetValue(samples), result.GetValue(seed)),
                InspectionArguments.Samples(inspected, result.GetValue(data), AlignedSamples, result.GetValue(seed)),
                result.GetValue(largestSide)));
            ReportFile.Write(result.GetValue(json), report, ReportJson.Default.ModelReport);
            File.WriteAllText(path, new ReportPage(inspected.Entry, report, curve).ToString());
            ReportSummary.Show(report);
            Terminal.WriteLine($"Report: {path}");
            return ExitCode.Success;
        });
        return command;
    }
}
