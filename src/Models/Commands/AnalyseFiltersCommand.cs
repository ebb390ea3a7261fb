using System.CommandLine;
using SparseGen.Tool.Display;
using SparseGen.Tool.Inspection;
using SparseGen.Tool.Pictures;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Commands;

/// <summary><c>analyse filters</c>: the weights of the first layer as a picture.</summary>
internal static class AnalyseFiltersCommand
{
    private const int Across = 8, SidePixels = 96;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<InspectedModel> model = InspectionArguments.Model();
        Option<ulong> seed = InspectionArguments.Seed();
        Option<string?> picture = SharedOptions.Path("The file, a PNG; results/filters/MODEL.png by default", "FILE", "--picture");
        Option<string?> json = SharedOptions.Json();
        var command = new Command("filters", "Draw what the outputs of the first layer look for in an image or a patch") { model, seed, picture, json };
        command.SetAction(result =>
        {
            InspectedModel inspected = result.GetRequiredValue(model);
            string path = Path.GetFullPath(result.GetValue(picture) ?? Path.Combine("results", "filters", $"{inspected.Entry.Name}.png"));
            InspectionArguments.Check(result.GetValue(json), path, inspected);
            FilterImages filters = inspected.Entry.Apply(new FiltersOperation(inspected, result.GetValue(seed))) ?? throw new CommandException(
                $"MODEL: {inspected.Entry.Name} takes samples of {Tables.Shape(inspected.Entry.Info.InputShape)}; "
                + "expected a model whose first layer sees images or patches of them");
            ReportFile.Write(result.GetValue(json), filters, ReportJson.Default.FilterImages);
            int scale = Math.Clamp(SidePixels / Math.Max(filters.Width, filters.Height), 2, 16);
            Drawing.Try(() => ImageGrid.Save(path, filters.Images, filters.Width, Across, scale));
            return ExitCode.Success;
        });
        return command;
    }
}
