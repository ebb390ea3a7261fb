using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary><c>width</c>: test error against effective width at a fixed number of connections.</summary>
internal static class WidthCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("width", standardSeeds: 3);
        var images = new ImageOptions(standardEpochs: 10);
        Option<float> learningRate = Numbers.Real("--lr", "Highest learning rate of the cosine schedule", 3e-3f, positive: true);
        Option<string> optimizer = new("--optimizer")
        {
            Description = "AdamW, or SGD with Nesterov's momentum as in the paper",
            HelpName = string.Join('|', WidthOptimizer.All),
            DefaultValueFactory = _ => WidthOptimizer.AdamW,
        };
        optimizer.AcceptOnlyFromAmong([.. WidthOptimizer.All]);
        return common.CreateCommand(
            "Test error against effective width at a fixed number of connections: S-Mixer, RP-S-Mixer, SW-MLP",
            (result, session) => new WidthExperiment(
                session, images.Read(result), new WidthOptimizer(result.GetRequiredValue(optimizer), result.GetValue(learningRate))).Run(),
            [.. images.Options, optimizer, learningRate]);
    }
}
