using System.CommandLine;
using System.Runtime.CompilerServices;
using SparseGen.Tool.Commands;

namespace SparseGen.Bench.Peers.Random;

/// <summary>Draws other models than those that are checked in; the program has to be built again to measure them.</summary>
internal static class DrawCommand
{
    /// <summary>Writes the file.</summary>
    /// <param name="options">What follows <c>draw</c>.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] options)
    {
        Option<int> seed = Numbers.Whole("--seed", "what the models are drawn from", 1);
        var command = new Command("draw", "Draws 40 models anew into bench/Peers/Random/RandomModels.cs.") { seed };
        command.SetAction(result =>
        {
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(Here())!, "RandomModels.cs"), new ModelDrawer((ulong)result.GetValue(seed)).Draw());
            return ExitCode.Success;
        });
        return Measurement.Run(command, options);
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
