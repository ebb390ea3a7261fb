using System.CommandLine;
using SparseGen.Tool.Inspection;
using SparseGen.Tool.Pictures;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Commands;

/// <summary><c>analyse jacobian</c>: singular values of the Jacobian, eigenvalues of Fisher information and tangent kernel.</summary>
internal static class AnalyseJacobianCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<InspectedModel> model = InspectionArguments.Model();
        Option<int> samples = Numbers.Whole("--samples", "Test images that derivatives are taken at", 8, 64);
        Option<int?> batch = Numbers.OptionalWhole("--batch", "Also look at the tangent kernels of small batches of so many of the samples");
        Option<ulong> seed = InspectionArguments.Seed();
        Option<string?> data = InspectionArguments.Data();
        Option<string?> picture = InspectionArguments.Picture("the largest eigenvalues of kernels of batches of 1, 2, 4, ... samples");
        Option<string?> csv = SharedOptions.Csv("a singular value of the Jacobian, or an eigenvalue, a row"), json = SharedOptions.Json();
        var command = new Command("jacobian", "Singular values of d output / d input, eigenvalues of the Fisher information given one sample and of the tangent kernel")
        {
            model, samples, batch, seed, data, picture, csv, json,
        };
        command.SetAction(result =>
        {
            InspectedModel inspected = result.GetRequiredValue(model);
            InspectionArguments.Check(result.GetValue(json), result.GetValue(picture), inspected);
            CsvFile.Prepare(result.GetValue(csv));
            DerivativesReport report = inspected.Entry.Apply(new DerivativesOperation(
                inspected,
                InspectionArguments.Samples(inspected, result.GetValue(data), result.GetValue(samples), result.GetValue(seed)),
                together => Sizes(result.GetValue(batch), result.GetValue(picture) is not null, together)));
            if (report.LeftOut is string reason)
            {
                throw new CommandException($"MODEL: {inspected}: {reason}");
            }

            ReportFile.Write(result.GetValue(json), report, ReportJson.Default.DerivativesReport);
            CsvFile.Write(result.GetValue(csv), ["what", "batch", "number", "value"], Rows(report));
            ReportSummary.Show(report);
            if (result.GetValue(picture) is string path)
            {
                Draw(report, path);
            }

            return ExitCode.Success;
        });
        return command;
    }

    // What was asked for, and for a picture the powers of 2 and all samples.
    private static List<int> Sizes(int? batch, bool isDrawn, int together)
    {
        if (batch > together)
        {
            throw new CommandException($"--batch: {batch} is more than {together}, the samples whose kernel was taken; --samples takes up to 64, as far as memory goes");
        }

        var sizes = new SortedSet<int>();
        if (batch is int size)
        {
            sizes.Add(size);
        }

        if (isDrawn)
        {
            for (int power = 1; power < together; power *= 2)
            {
                sizes.Add(power);
            }

            sizes.Add(together);
        }

        return [.. sizes];
    }

    private static IEnumerable<object[]> Rows(DerivativesReport report) =>
    [
        .. report.JacobianSingularValues.Select(static (value, i) => new object[] { "jacobian", 1, i + 1, value }),
        .. report.FisherEigenvalues.Select(static (value, i) => new object[] { "fisher", 1, i + 1, value }),
        ["kernel", report.KernelSamples, 1, report.KernelEigenvalue],
        .. report.Batches.SelectMany(static kernels => kernels.Eigenvalues.Select((value, i) => new object[] { "kernel-of-batch", kernels.Batch, i + 1, value })),
    ];

    private static void Draw(DerivativesReport report, string path)
    {
        var picture = new LinePicture(
            $"{report.Model}: tangent kernels of small batches",
            new PlotAxis("samples of a batch", IsLogarithmic: true),
            new PlotAxis("largest eigenvalue / samples", IsLogarithmic: report.Batches.All(static kernels => kernels.Eigenvalues.Min() > 0)));
        picture.Add("mean of the batches", [.. report.Batches.Select(static kernels => new PlotPoint(kernels.Batch, Spread.Of(kernels.Eigenvalues)))]);
        Drawing.Try(() => picture.Save(path));
    }
}
