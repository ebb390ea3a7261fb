using System.CommandLine;
using SparseGen.Models.Experiments;

namespace SparseGen.Models.Commands;

/// <summary><c>sparsegen experiment width</c>: test error against effective width at a fixed number of connections.</summary>
internal static class WidthCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("width", standardSeeds: 3);
        var images = new ImageOptions(standardEpochs: 10);
        Option<float> learningRate = Numbers.Real("--lr", "Highest learning rate of AdamW's cosine schedule", 3e-3f, positive: true);
        return common.CreateCommand(
            "Test error against effective width at a fixed number of connections: S-Mixer, RP-S-Mixer, SW-MLP",
            (result, session) => new WidthExperiment(session, images.Read(result), result.GetValue(learningRate)).Run(),
            [.. images.Options, learningRate]);
    }
}
