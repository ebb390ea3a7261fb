using System.CommandLine;
using SparseGen.Models.Catalogue;
using SparseGen.Models.Display;
using SparseGen.Models.Results;
using Spectre.Console;

namespace SparseGen.Models.Commands;

/// <summary><c>sparsegen list</c>: the models that the program knows.</summary>
internal static class ListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<string?> json = SharedOptions.Json();
        var command = new Command("list", "Show the models that this program knows") { json };
        command.SetAction(result => Run(result.GetValue(json)));
        return command;
    }

    private static int Run(string? json)
    {
        OutputFile.Prepare("--json", json);
        var models = ModelCatalogue.Entries.Select(Describe).ToArray();
        Table table = Tables.Create("Models")
            .Text("model").Prose("description").Text("data").Text("input").Number("parameters").Number("GMACs");
        foreach (ListedModel model in models)
        {
            table.Row(
                model.Model,
                model.Description,
                model.Data ?? "-",
                Tables.Shape(model.InputShape),
                Tables.Count(model.ParameterCount),
                Tables.Billions(model.Macs));
        }

        Terminal.Output.Write(table);
        ReportFile.Write(json, new ListReport(models), ReportJson.Default.ListReport);
        return ExitCode.Success;
    }

    private static ListedModel Describe(ModelEntry entry)
        => new(
            entry.Name,
            entry.Description,
            entry.FitsData ? entry.Data.Name : null,
            entry.Info.InputShape,
            entry.Info.OutputShape,
            entry.Info.ParameterCount,
            entry.Info.Macs);
}
