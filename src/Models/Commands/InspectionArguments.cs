using System.CommandLine;
using SparseGen.Models;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Display;
using SparseGen.Tool.Inspection;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Commands;

/// <summary>Arguments and options of the commands that look at models.</summary>
internal static class InspectionArguments
{
    private const char Separator = '@';

    /// <summary>A model, and where its parameters are.</summary>
    /// <param name="name">What help calls it.</param>
    public static Argument<InspectedModel> Model(string name = "MODEL") => new(name)
    {
        Description = "A model that 'sparsegen list' shows, with its initial values; NAME@CHECKPOINT for trained ones",
        CustomParser = argument =>
        {
            string[] parts = argument.Tokens[0].Value.Split(Separator, 2);
            ModelEntry? entry = ModelCatalogue.Find(parts[0]);
            if (entry is null)
            {
                string near = Suggestions.Among(parts[0], ModelCatalogue.Entries.Select(static known => known.Name));
                argument.AddError($"{name}: '{parts[0]}' is not known; known are {string.Join(", ", ModelCatalogue.Entries)}{near}");
                return null!;
            }

            return new InspectedModel(entry, parts.Length > 1 ? parts[1] : null);
        },
    };

    /// <summary><c>--seed</c>.</summary>
    public static Option<ulong> Seed() => Numbers.Seed("--seed", "Seed of the initial values, and of inputs for models that no data fit");

    /// <summary><c>--data</c>.</summary>
    public static Option<string?> Data() => SharedOptions.Data("Folder with other data files, gzipped or not; the shipped ones by default");

    /// <summary><c>--largest-side</c>.</summary>
    public static Option<int> LargestSide() => Numbers.Whole("--largest-side", "Weights with a longer shorter side have no spectrum here", 512, 4096);

    /// <summary><c>--picture</c>.</summary>
    /// <param name="what">What is drawn.</param>
    public static Option<string?> Picture(string what) => SharedOptions.Path($"Also draw {what}, a PNG", "FILE", "--picture");

    /// <summary>Looks at the files before the work.</summary>
    public static void Check(string? json, string? picture, params ReadOnlySpan<InspectedModel> models)
    {
        ReportFile.Prepare(json);
        OutputFile.Prepare("--picture", picture);
        foreach (InspectedModel model in models)
        {
            InputFile.Demand("MODEL", model.File, $"'sparsegen train --model {model.Entry.Name}' makes one");
        }
    }

    /// <summary>Test images for a model; normal numbers where no data fit it.</summary>
    public static InspectionSamples Samples(InspectedModel model, string? data, int samples, ulong seed)
        => new(DataSource.For(model.Entry)?.Load(data, samples).Test, samples, seed);

    /// <summary>Demands that a model learns from data that the program has.</summary>
    public static DataSource DemandData(InspectedModel model) => DataSource.For(model.Entry) ?? throw new CommandException(
        $"MODEL: {model.Entry.Name} takes samples of {Tables.Shape(model.Entry.Info.InputShape)}, but those of {DataSource.FashionMnist.Name} are "
        + $"{Tables.Shape(DataSource.FashionMnist.SampleShape)}; 'sparsegen list' shows the models that fit");
}
