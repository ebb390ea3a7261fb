using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace SparseGen.Models.Commands;

/// <summary>The usual help text, followed by calls that can be copied.</summary>
/// <param name="help">The usual help.</param>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly (string Command, string Call, string Meaning)[] Examples =
    [
        ("train", "sparsegen train", "train on the images that come with the program"),
        ("train", "sparsegen train --epochs 3 --data /usr/share/datasets/fashion-mnist", "the full data"),
        ("train", "sparsegen train --epochs 1 --limit 500 --device opencl", "a short run on an OpenCL device"),
        ("eval", "sparsegen eval --checkpoint checkpoints/fashion-mixer.safetensors", "accuracy, class by class"),
        ("info", "sparsegen info --model fashion-mixer", "the layers and what they cost"),
        ("list", "sparsegen list", "the models this program knows"),
        ("list", "sparsegen list --devices", "the devices of this machine, and why others cannot be used"),
        ("bench", "sparsegen bench --batch 64 --json speed.json", "images a second on this machine"),
        ("experiment width", "sparsegen experiment width", "test error against effective width, with the paper's three kinds of models"),
        ("experiment width", "sparsegen experiment width --epochs 2 --images 1000 --output results/quick", "a first look"),
        ("experiment gr", "sparsegen experiment gr", "gradient regularisation on a diagonal linear network and on images"),
        ("experiment gr", "sparsegen experiment gr --part diagonal", "the diagonal linear network alone, in a minute"),
        ("experiment forgetting", "sparsegen experiment forgetting", "forget a mark that decided the label, and keep the classes"),
    ];

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        string path = PathOf(parseResult);
        var shown = Examples.Where(example => path.Length == 0 || example.Command == path || example.Command.StartsWith(path + ' ', StringComparison.Ordinal)).ToArray();
        if (shown.Length == 0)
        {
            return code;
        }

        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        int width = shown.Max(example => example.Call.Length);
        foreach (var (_, call, meaning) in shown)
        {
            output.WriteLine($"  {call.PadRight(width)}  {meaning}");
        }

        output.WriteLine();
        output.WriteLine("From a checkout: dotnet run -c Release --project src/Models -- train");
        return code;
    }

    /// <summary>The command that was called, such as <c>experiment width</c>; empty for the program itself.</summary>
    /// <param name="result">The parsed arguments.</param>
    public static string PathOf(ParseResult result)
    {
        var names = new Stack<string>();
        for (SymbolResult? part = result.CommandResult; part is CommandResult { Command: not RootCommand } command; part = part.Parent)
        {
            names.Push(command.Command.Name);
        }

        return string.Join(' ', names);
    }
}
