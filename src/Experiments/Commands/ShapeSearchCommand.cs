using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary><c>shapes</c>: a tree search for the shape of a Mixer.</summary>
internal static class ShapeSearchCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("shapes", standardSeeds: 3);
        var images = new ImageOptions(standardEpochs: 3, standardImages: 2500, holdsOut: true);
        Option<int> plays = Numbers.Whole("--plays", "Trainings of a search", 20, 10_000);
        Option<float> learningRate = Numbers.Real("--lr", "Highest learning rate of the cosine schedule", 3e-3f, positive: true);
        return common.CreateCommand(
            "Tree search (HOO) over the shapes of an S-Mixer at a fixed number of connections, with accuracy on held-out images as the reward",
            (result, session) => new ShapeSearchExperiment(
                session, images.Read(result), new WidthOptimizer(WidthOptimizer.AdamW, result.GetValue(learningRate)), result.GetValue(plays)).Run(),
            [.. images.Options, plays, learningRate]);
    }
}
