using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary><c>maddness</c>: the classifier of a network by hashes and table look-ups.</summary>
internal static class MaddnessCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("maddness", standardSeeds: 3);
        var images = new ImageOptions(standardEpochs: 6);
        Option<float> learningRate = Numbers.Real("--lr", "Highest learning rate of the cosine schedule", 1e-3f, positive: true);
        return common.CreateCommand(
            "Multiplying without multiplying: the classifier behind 512 features by hashes and tables, and in integers",
            (result, session) => new MaddnessExperiment(session, images.Read(result), result.GetValue(learningRate)).Run(),
            [.. images.Options, learningRate]);
    }
}
