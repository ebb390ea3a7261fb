using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary><c>identity</c>: perceptrons whose weights start as identities.</summary>
internal static class IdentityCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("identity", standardSeeds: 2);
        var images = new ImageOptions(standardEpochs: 4, standardImages: 2500);
        Option<float> learningRate = Numbers.Real("--lr", "Highest learning rate of Adam's cosine schedule", 1e-4f, positive: true);
        return common.CreateCommand(
            "Identity-initialised perceptrons: accuracy layer by layer and contribution maps",
            (result, session) => new IdentityExperiment(session, images.Read(result), result.GetValue(learningRate)).Run(),
            [.. images.Options, learningRate]);
    }
}
