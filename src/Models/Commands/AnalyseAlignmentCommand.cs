using System.CommandLine;
using SparseGen.Analysis;
using SparseGen.Tool.Display;
using SparseGen.Tool.Inspection;
using SparseGen.Tool.Pictures;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Commands;

/// <summary><c>analyse cka</c>: how alike the layers of two models are.</summary>
internal static class AnalyseAlignmentCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<InspectedModel> first = InspectionArguments.Model("A"), second = InspectionArguments.Model("B");
        Option<int> samples = Numbers.Whole("--samples", "Test images that layers are compared on, in batches of 128; at least 4", 512, 4096);
        Option<ulong> seed = InspectionArguments.Seed();
        Option<string?> data = InspectionArguments.Data(), picture = InspectionArguments.Picture("a heat map");
        Option<string?> csv = SharedOptions.Csv("a pair of layers a row"), json = SharedOptions.Json();
        var command = new Command("cka", "How alike the layers of two models are: unbiased linear CKA over batches (Nguyen, Raghu and Kornblith 2021)")
        {
            first, second, samples, seed, data, picture, csv, json,
        };
        command.SetAction(result =>
        {
            InspectedModel one = result.GetRequiredValue(first), other = result.GetRequiredValue(second);
            InspectionArguments.Check(result.GetValue(json), result.GetValue(picture), one, other);
            CsvFile.Prepare(result.GetValue(csv));
            int count = result.GetValue(samples);
            if (count < CenteredKernelAlignment.LeastSamples)
            {
                throw new CommandException($"--samples: {count} is too few; expected at least {CenteredKernelAlignment.LeastSamples}");
            }

            if (!one.Entry.Info.InputShape.AsSpan().SequenceEqual(other.Entry.Info.InputShape.AsSpan()))
            {
                throw new CommandException(
                    $"B: {other.Entry.Name} takes samples of {Tables.Shape(other.Entry.Info.InputShape)} and {one.Entry.Name} of {Tables.Shape(one.Entry.Info.InputShape)}; "
                    + "expected two models that take the same");
            }

            InspectionSamples shared = InspectionArguments.Samples(one, result.GetValue(data), count, result.GetValue(seed));
            float[] inputs = shared.Inputs(one.Entry.Info.InputSize);
            Representations rows = one.Entry.Apply(new RepresentationsOperation(one, inputs, result.GetValue(seed)));
            Representations columns = one == other ? rows : other.Entry.Apply(new RepresentationsOperation(other, inputs, result.GetValue(seed)));
            AlignmentReport report = Refusal.Of(one, () => LayerAlignment.Report(one.ToString(), other.ToString(), shared.ToString(), rows, columns, shared.Count));
            ReportFile.Write(result.GetValue(json), report, ReportJson.Default.AlignmentReport);
            CsvFile.Write(
                result.GetValue(csv),
                ["first", "second", "cka"],
                report.FirstLayers.SelectMany((row, i) => report.SecondLayers.Select((column, j) => new object[] { row, column, report.Values[i][j] })));
            ReportSummary.Show(report);
            if (result.GetValue(picture) is string path)
            {
                Drawing.Try(() => AlignmentPicture.Of(report).Save(path, report.ToMatrix(), 0, 1));
            }

            return ExitCode.Success;
        });
        return command;
    }
}
