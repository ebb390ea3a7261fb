using System.CommandLine;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Inspection;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Commands;

/// <summary><c>analyse probe</c>: what a linear classifier reads off each layer.</summary>
internal static class AnalyseProbeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<InspectedModel> model = InspectionArguments.Model();
        Option<int> images = Numbers.Whole("--images", "Training images that the classifiers are fitted to, and as many test images that judge them", 1000, 10_000);
        Option<ulong> seed = InspectionArguments.Seed();
        Option<string?> data = InspectionArguments.Data();
        Option<string?> csv = SharedOptions.Csv("a layer a row"), json = SharedOptions.Json();
        var command = new Command("probe", "Fit a linear classifier to the activations of each layer (Alain and Bengio 2016)") { model, images, seed, data, csv, json };
        command.SetAction(result =>
        {
            InspectedModel inspected = result.GetRequiredValue(model);
            InspectionArguments.Check(result.GetValue(json), picture: null, inspected);
            CsvFile.Prepare(result.GetValue(csv));
            DataSplit split = InspectionArguments.DemandData(inspected).Load(result.GetValue(data), result.GetValue(images));
            ProbeReport report = inspected.Entry.Apply(new ProbeOperation(inspected, split, result.GetValue(seed)));
            ReportFile.Write(result.GetValue(json), report, ReportJson.Default.ProbeReport);
            CsvFile.Write(
                result.GetValue(csv),
                ["layer", "features", "train-accuracy", "test-accuracy"],
                report.Layers.Select(static layer => new object[] { layer.Layer, layer.Size, layer.TrainAccuracy, layer.TestAccuracy }));
            ReportSummary.Show(report);
            return ExitCode.Success;
        });
        return command;
    }
}
