using System.CommandLine;
using SparseGen.Tool.Inspection;
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
        Option<ulong> seed = InspectionArguments.Seed();
        Option<string?> data = InspectionArguments.Data();
        Option<string?> json = SharedOptions.Json();
        var command = new Command("jacobian", "Singular values of d output / d input, eigenvalues of the Fisher information given one sample and of the tangent kernel")
        {
            model, samples, seed, data, json,
        };
        command.SetAction(result =>
        {
            InspectedModel inspected = result.GetRequiredValue(model);
            InspectionArguments.Check(result.GetValue(json), picture: null, inspected);
            DerivativesReport report = inspected.Entry.Apply(new DerivativesOperation(
                inspected, InspectionArguments.Samples(inspected, result.GetValue(data), result.GetValue(samples), result.GetValue(seed))));
            if (report.LeftOut is string reason)
            {
                throw new CommandException($"MODEL: {inspected}: {reason}");
            }

            ReportFile.Write(result.GetValue(json), report, ReportJson.Default.DerivativesReport);
            ReportSummary.Show(report);
            return ExitCode.Success;
        });
        return command;
    }
}
