using System.CommandLine;
using SparseGen.Compression;
using SparseGen.Models;
using SparseGen.Tool.Compressing;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Display;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Commands;

/// <summary><c>sparsegen compress</c>: a saved model for inference at less cost, beside the exact one.</summary>
internal static class CompressCommand
{
    private const string Int8 = "int8", Maddness = "maddness", Prune = "prune";

    private const string All = "all", Last = "last";

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<ModelEntry> model = SharedOptions.Model();
        Option<string> method = Choice("--method", "How: integers of 8 bits, hashes and tables, or weights that become zero", Int8, Int8, Maddness, Prune);
        Option<string?> checkpoint = SharedOptions.Checkpoint("Where the parameters were saved");
        Option<string?> compressed = SharedOptions.Path("The file to write; checkpoints/MODEL.METHOD.safetensors by default", "PATH", "--compressed");
        Option<string?> layers = Optional(
            "--layers", "Which linear maps of int8 and maddness: all, or the last, which is the classifier; by default all of int8 and the last of maddness", All, Last);
        Option<int> codebooks = Numbers.Whole("--codebooks", "Codebooks of maddness: bytes of a row's codes; more are more exact", 16, maximum: 256);
        Option<int> samples = Numbers.Whole("--samples", "Training images that int8 and maddness are made with", 2000);
        Option<double?> sparsity = Numbers.OptionalShare("--sparsity", "Share of the weights that prune makes zero; 0.8 by default, and 1 - N / M for a pattern N:M");
        Option<PruningPattern> pattern = Pattern();
        Option<int> epochs = Epochs();
        Option<float> learningRate = Numbers.Real("--lr", "Highest learning rate of that training", 1e-3f, positive: true);
        Option<int?> threads = SharedOptions.Threads();
        Option<int> batch = SharedOptions.Batch("Images of one call, and of a step of training");
        Option<string?> data = SharedOptions.Data("Folder with the files of the data, gzipped or not; by default that of the training, or the shipped ones");
        Option<int?> limit = SharedOptions.Limit("Use only the first N test images; by default as the training did");
        Option<string?> json = SharedOptions.Json();
        var command = new Command("compress", "Write a saved model for inference at less cost, and show its error and speed beside the exact one")
        {
            model, method, checkpoint, compressed, layers, codebooks, samples, sparsity, pattern, epochs, learningRate, threads, batch, data, limit, json,
        };
        command.SetAction(result =>
        {
            ModelEntry entry = result.GetRequiredValue(model);
            DataSource source = FittingData.Demand(entry);
            ReportFile.Prepare(result.GetValue(json));
            string kind = result.GetRequiredValue(method);
            string from = result.GetValue(checkpoint) ?? SharedOptions.StandardCheckpoint(entry);
            InputFile.Demand("--checkpoint", from, $"'sparsegen train --model {entry.Name}' makes one");
            string to = result.GetValue(compressed) ?? Path.Combine("checkpoints", $"{entry.Name}.{kind}.safetensors");
            OutputFile.Prepare("--compressed", to, isReplaced: true);
            if (Path.GetFullPath(to) == Path.GetFullPath(from))
            {
                throw new CommandException($"--compressed: '{to}' is the checkpoint; expected another file");
            }

            TestSet test = TestSet.Load(source, from, result.GetValue(data), result.GetValue(limit));
            Dataset train = source.Load(test.Folder, null).Train;
            int parallel = result.GetValue(threads) ?? Environment.ProcessorCount;
            if (kind == Prune)
            {
                PruningPattern chosen = result.GetRequiredValue(pattern);
                double share = Share(chosen, result.GetValue(sparsity));
                var settings = new PruneSettings(
                    entry, from, to, share, chosen, result.GetValue(epochs), result.GetValue(learningRate), parallel, result.GetValue(batch));
                PruningReport report = Refusing(() => entry.Apply(new PruneOperation(settings, new DataSplit(train, test.Images))));
                ReportFile.Write(result.GetValue(json), report, ReportJson.Default.PruningReport);
                CompressionSummary.Show(report);
                return ExitCode.Success;
            }

            bool isInt8 = kind == Int8;
            var options = new CompressionOptions
            {
                Method = isInt8 ? CompressionMethod.Int8 : CompressionMethod.Maddness,
                Layers = (result.GetValue(layers) ?? (isInt8 ? All : Last)) == All ? CompressedLayers.All : CompressedLayers.Last,
                Maddness = new MaddnessOptions { Codebooks = result.GetValue(codebooks) },
            };
            Dataset calibration = train.Take(result.GetValue(samples));
            var operation = new CompressOperation(
                new CompressSettings(entry, from, to, calibration.Count, parallel, result.GetValue(batch)), options, calibration, test.Images);
            CompressionReport made = Refusing(() => entry.Apply(operation));
            ReportFile.Write(result.GetValue(json), made, ReportJson.Default.CompressionReport);
            CompressionSummary.Show(made);
            return ExitCode.Success;
        });
        return command;
    }

    private static double Share(PruningPattern pattern, double? asked) => pattern.FinalSparsity is double final && asked is double share && Math.Abs(share - final) > 1e-9
        ? throw new CommandException(FormattableString.Invariant($"--sparsity: {share} does not go with --pattern {pattern}, which prunes {final}"))
        : asked ?? pattern.FinalSparsity ?? 0.8;

    /// <summary>What a model or its samples will not do is the caller's to know, in one line.</summary>
    private static TReport Refusing<TReport>(Func<TReport> work)
    {
        try
        {
            return work();
        }
        catch (NotSupportedException unknown)
        {
            throw new CommandException($"--model: {unknown.Message}");
        }
        catch (ArgumentException problem) when (problem.ParamName is "samples" or "pattern" or "parameters")
        {
            // Without the name of the argument, which .NET puts behind it.
            throw new CommandException(problem.Message.Split(" (Parameter '")[0]);
        }
    }

    private static Option<string> Choice(string name, string description, string standard, params string[] choices)
    {
        var option = new Option<string>(name) { Description = $"{description}: {string.Join(", ", choices)}", HelpName = "NAME", DefaultValueFactory = _ => standard };
        option.CustomParser = argument => Chosen(argument, name, choices)!;
        return option;
    }

    private static Option<string?> Optional(string name, string description, params string[] choices) =>
        new(name) { Description = description, HelpName = "NAME", CustomParser = argument => Chosen(argument, name, choices) };

    private static string? Chosen(System.CommandLine.Parsing.ArgumentResult argument, string name, string[] choices)
    {
        string text = argument.Tokens[0].Value;
        if (!choices.Contains(text))
        {
            argument.AddError($"{name}: '{text}' is not one of {string.Join(", ", choices)}{Suggestions.Among(text, choices)}");
        }

        return text;
    }

    private static Option<PruningPattern> Pattern() => new("--pattern")
    {
        Description = "What prune takes together: weights, N:M of neighbouring inputs such as 2:4, or blocks such as 4x4",
        HelpName = "PATTERN",
        DefaultValueFactory = _ => PruningPattern.Weights,
        CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (!PruningPattern.TryParse(text, out PruningPattern? pattern))
            {
                argument.AddError($"--pattern: '{text}' is not weights, N:M with N below M, such as 2:4, or ROWSxCOLUMNS, such as 4x4");
            }

            return pattern;
        },
    };

    private static Option<int> Epochs() => new("--epochs")
    {
        Description = "Epochs of training while prune takes ever more weights; 0 prunes at once",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
        CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (!int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int epochs) || epochs > 10_000)
            {
                argument.AddError($"--epochs: '{text}' is not a whole number from 0 to 10000");
            }

            return epochs;
        },
    };
}
