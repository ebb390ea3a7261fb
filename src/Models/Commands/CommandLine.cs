using SparseGen.Tool.Display;

namespace SparseGen.Tool.Commands;

/// <summary>The <c>sparsegen</c> command line.</summary>
internal static class CommandLine
{
    // Where the experiments were: older notes and scripts still call them so, and an unknown word would not say where they are.
    private const string FormerExperiments = "experiment";

    /// <summary>Parses the arguments and runs the command they name.</summary>
    /// <param name="arguments">The program's arguments.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments)
    {
        if (arguments is [FormerExperiments, .. string[] rest])
        {
            Terminal.WriteError(
                "the experiments are a program of their own; from a checkout: "
                + string.Join(' ', ["dotnet run -c Release --project src/Experiments --", .. rest]));
            return ExitCode.Misuse;
        }

        return new ConsoleProgram(
            "sparsegen",
            "SparseGen: train and measure models whose code was generated for exactly their shapes.",
            "dotnet run -c Release --project src/Models --",
            [
                new("train", "train", "train on the images that come with the program"),
                new("train", "train --epochs 3 --data /usr/share/datasets/fashion-mnist", "the full data"),
                new("train", "train --epochs 1 --limit 500 --device opencl", "a short run on an OpenCL device"),
                new("eval", "eval --checkpoint checkpoints/fashion-mixer.safetensors", "accuracy, class by class"),
                new("info", "info --model fashion-mixer", "the layers and what they cost"),
                new("analyse report", "analyse report fashion-mixer@checkpoints/fashion-mixer.safetensors", "one HTML file: layers, spectra, Jacobians, filters"),
                new("analyse spectra", "analyse spectra fashion-mixer", "singular values of the weights beside those of chance"),
                new("analyse cka", "analyse cka fashion-mixer@a.safetensors fashion-mixer@b.safetensors", "how alike the layers of two models are"),
                new("analyse probe", "analyse probe fashion-mixer@a.safetensors", "what a linear classifier reads off each layer"),
                new("export", "export --model fashion-mixer --onnx fashion-mixer.onnx", "a saved model for ONNX Runtime"),
                new("compress", "compress --method int8", "a saved model in integers of 8 bits, beside the exact one"),
                new("compress", "compress --method prune --sparsity 0.9 --epochs 4", "pruned step by step while it is trained on"),
                new("list", "list", "the models this program knows"),
                new("list", "list --devices", "the devices of this machine, and why others cannot be used"),
                new("bench", "bench --batch 64 --json speed.json", "images a second on this machine"),
                new("forecast", "forecast", "the weather of Seattle, a table and a picture"),
                new("forecast", "forecast --data load.csv --columns load,temperature --season 24", "a series of your own"),
            ],
            TrainCommand.Create(),
            EvaluateCommand.Create(),
            InfoCommand.Create(),
            AnalyseCommand.Create(),
            ExportCommand.Create(),
            CompressCommand.Create(),
            ListCommand.Create(),
            BenchCommand.Create(),
            ForecastCommand.Create()).Run(arguments);
    }
}
