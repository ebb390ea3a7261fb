using System.CommandLine;
using SparseGen.Models;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Display;
using SparseGen.Tool.Results;

namespace SparseGen.Experiments.Commands;

/// <summary><c>report</c>: one HTML file about a model of the catalogue.</summary>
internal static class ReportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<ModelEntry> model = SharedOptions.Model();
        Option<string?> checkpoint = SharedOptions.ExistingCheckpoint("The trained parameters; without, the model is as it starts");
        Option<string?> training = SharedOptions.Path("The report of a training, which 'sparsegen train --json FILE' wrote, for the curve", "FILE", "--training");
        Option<int> samples = Numbers.Whole("--samples", "Test images for Jacobians and tangent kernels", 8, 64);
        Option<int> largestSide = Numbers.Whole("--largest-side", "Weights with a longer shorter side have no spectrum here", 512, 4096);
        Option<ulong> seed = Numbers.Seed("--seed", "Seed of the initial values, and of inputs for models that no data fit");
        Option<string?> output = SharedOptions.Path("The file; results/report/MODEL.html by default", "FILE", "--output", "-o");
        Option<string?> data = SharedOptions.Data("Folder with other data files, gzipped or not; the shipped ones by default");
        Option<string?> json = SharedOptions.Json();
        var command = new Command("report", "Write one HTML file about a model: layer table, widths, spectra of weights, Jacobians, tangent kernel, filters, training curve")
        {
            model, checkpoint, training, samples, largestSide, seed, output, data, json,
        };
        command.SetAction(result =>
        {
            ModelEntry entry = result.GetRequiredValue(model);
            string path = Path.GetFullPath(result.GetValue(output) ?? Path.Combine("results", "report", $"{entry.Name}.html"));
            ReportFile.Prepare(result.GetValue(json));
            OutputFile.Prepare("--output", path, isReplaced: true);
            InputFile.Demand("--checkpoint", result.GetValue(checkpoint));
            InputFile.Demand("--training", result.GetValue(training));
            TrainingCurve? curve = result.GetValue(training) is string file ? TrainingCurve.Read(file) : null;
            DataSplit? images = DataSource.For(entry)?.Load(result.GetValue(data), result.GetValue(samples));
            ModelReport report = entry.Apply(new ReportOperation(
                result.GetValue(checkpoint), images?.Test, result.GetValue(samples), result.GetValue(largestSide), result.GetValue(seed)));
            ReportFile.Write(result.GetValue(json), report, ExperimentJson.Default.ModelReport);
            File.WriteAllText(path, new ReportPage(entry, report, curve).ToString());
            ReportSummary.Show(report);
            Terminal.WriteLine($"Report: {path}");
            return ExitCode.Success;
        });
        return command;
    }
}
