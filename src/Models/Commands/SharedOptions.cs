using System.CommandLine;
using SparseGen.Models;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Commands;

/// <summary>Options that several commands have, made anew for each so that each shows only what it takes.</summary>
internal static class SharedOptions
{
    /// <summary><c>--model</c>.</summary>
    public static Option<ModelEntry> Model()
        => new("--model", "-m")
        {
            Description = "Which model; 'sparsegen list' shows them",
            HelpName = "NAME",
            DefaultValueFactory = _ => ModelCatalogue.Entries[0],
            CustomParser = argument =>
            {
                string name = argument.Tokens[0].Value;
                ModelEntry? entry = ModelCatalogue.Find(name);
                if (entry is null)
                {
                    string near = Suggestions.Among(name, ModelCatalogue.Entries.Select(known => known.Name));
                    argument.AddError($"--model: '{name}' is not known; known are {string.Join(", ", ModelCatalogue.Entries)}{near}");
                }

                return entry;
            },
        };

    /// <summary><c>--device</c>.</summary>
    public static Option<DeviceChoice> Device()
        => new("--device", "-d")
        {
            Description = $"Where it runs: {DeviceChoice.Expected}",
            HelpName = "DEVICE",
            DefaultValueFactory = _ => DeviceChoice.Cpu,
            CustomParser = argument =>
            {
                string text = argument.Tokens[0].Value;
                if (!DeviceChoice.TryParse(text, out DeviceChoice? choice))
                {
                    string near = Suggestions.Among(text.Split(':')[0], ["cpu", "opencl", "cuda", "simulator"]);
                    argument.AddError($"--device: '{text}' is not one of {DeviceChoice.Expected}{near}");
                }

                return choice;
            },
        };

    /// <summary><c>--threads</c>.</summary>
    public static Option<int?> Threads() => Numbers.OptionalWhole("--threads", "Threads on the cpu; all cores by default", DeviceChoice.MostThreads);

    /// <summary>The largest <c>--batch</c>.</summary>
    public const int MostBatch = 65_536;

    /// <summary><c>--batch</c>.</summary>
    /// <param name="description">What it is for.</param>
    public static Option<int> Batch(string description) => Numbers.Whole("--batch", description, 128, maximum: MostBatch);

    /// <summary><c>--data</c>.</summary>
    /// <param name="description">What it is for.</param>
    public static Option<string?> Data(string description) => Path(description, "DIR", "--data");

    /// <summary><c>--limit</c>.</summary>
    /// <param name="description">What it is for.</param>
    public static Option<int?> Limit(string description) => Numbers.OptionalWhole("--limit", description);

    /// <summary><c>--json</c>.</summary>
    public static Option<string?> Json()
    {
        Option<string?> option = Path(
            $"Also write the result to a file, for programs; without FILE, or with {ReportFile.Output}, to standard output and nothing else there", "FILE", "--json");
        option.Arity = ArgumentArity.ZeroOrOne;
        return option;
    }

    /// <summary><c>--csv</c>.</summary>
    /// <param name="what">What a row is.</param>
    public static Option<string?> Csv(string what) => Path($"Also write the numbers as a table for programs: {what}", "FILE", "--csv");

    /// <summary><c>--checkpoint</c> or <c>--out</c>.</summary>
    /// <param name="description">What it is for.</param>
    public static Option<string?> Checkpoint(string description)
        => Path($"{description}; checkpoints/MODEL.safetensors by default", "PATH", "--checkpoint", "--out");

    /// <summary><c>--checkpoint</c> of a command that does without one.</summary>
    /// <param name="description">What it is for.</param>
    public static Option<string?> ExistingCheckpoint(string description) => Path(description, "PATH", "--checkpoint");

    /// <summary>Where a model's checkpoint lies unless told otherwise.</summary>
    /// <param name="entry">The model.</param>
    public static string StandardCheckpoint(ModelEntry entry) => System.IO.Path.Combine("checkpoints", $"{entry.Name}.safetensors");

    /// <summary>An option that takes a path.</summary>
    /// <param name="description">What it is for.</param>
    /// <param name="helpName">What help calls its value.</param>
    /// <param name="name">Its name, with dashes.</param>
    /// <param name="aliases">Other names.</param>
    public static Option<string?> Path(string description, string helpName, string name, params string[] aliases)
        => new(name, aliases)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = argument =>
            {
                string text = argument.Tokens.Count == 0 ? ReportFile.Output : argument.Tokens[0].Value;
                if (string.IsNullOrWhiteSpace(text))
                {
                    argument.AddError($"{name}: '{text}' is not a path");
                }

                return text;
            },
        };
}
