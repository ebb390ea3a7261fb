using System.Collections.Immutable;
using System.CommandLine;
using SparseGen.Models;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Display;
using SparseGen.Tool.Operations;

namespace SparseGen.Tool.Commands;

/// <summary><c>sparsegen export</c>: a saved model as a file that other programs run.</summary>
internal static class ExportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<ModelEntry> model = SharedOptions.Model();
        Option<string?> checkpoint = SharedOptions.Checkpoint("Where the parameters were saved, by SparseGen or timm");
        Option<string?> onnx = SharedOptions.Path("The file to write; checkpoints/MODEL.onnx by default", "PATH", "--onnx");
        Option<string?> classes = new("--classes")
        {
            Description = "Names of the classes with commas between them; those of the data by default",
            HelpName = "A,B,C",
        };
        var command = new Command("export", "Write a saved model as an ONNX file, which ONNX Runtime and many other programs run") { model, checkpoint, onnx, classes };
        command.SetAction(result =>
        {
            ModelEntry entry = result.GetRequiredValue(model);
            ImmutableArray<string>? names = Names(result.GetValue(classes), entry);
            string target = result.GetValue(onnx) ?? Path.Combine("checkpoints", $"{entry.Name}.onnx");
            OutputFile.Prepare("--onnx", target, isReplaced: true);
            string source = result.GetValue(checkpoint) ?? SharedOptions.StandardCheckpoint(entry);
            InputFile.Demand("--checkpoint", source, "'sparsegen train' makes one");
            CheckpointInfo loaded = entry.Apply(new ExportOperation(source, target, names));
            Terminal.WriteLine($"{target}: {entry.Name} with the {loaded.Tensors.Length} tensors of {source}, {new FileInfo(target).Length} bytes");
            return ExitCode.Success;
        });
        return command;
    }

    private static ImmutableArray<string>? Names(string? classes, ModelEntry entry)
    {
        int outputs = entry.Info.OutputSize;
        if (classes is null)
        {
            return DataSource.For(entry) is { } data && data.ClassNames.Length == outputs ? data.ClassNames : null;
        }

        ImmutableArray<string> names = [.. classes.Split(',', StringSplitOptions.TrimEntries)];
        return names.Length == outputs
            ? names
            : throw new CommandException($"--classes: '{classes}' has {names.Length} names; expected {outputs}, one for each output of {entry.Name}");
    }
}
