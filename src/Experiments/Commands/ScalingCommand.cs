using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary><c>scaling</c>: error of MLPs over parameters and images.</summary>
internal static class ScalingCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("scaling", standardSeeds: 1);
        var images = new ImageOptions(standardEpochs: 15);
        Option<float> learningRate = Numbers.Real("--lr", "Highest learning rate of the cosine schedule", 2e-3f, positive: true);
        return common.CreateCommand(
            "Scaling laws: test error of bottleneck MLPs over parameters and over images, with fitted laws",
            (result, session) =>
            {
                ImageTraining training = images.Read(result);
                return training.Data.Train.Count >= ScalingExperiment.LeastImages
                    ? new ScalingExperiment(session, training, new WidthOptimizer(WidthOptimizer.AdamW, result.GetValue(learningRate))).Run()
                    : throw new CommandException($"--images: {training.Data.Train.Count} training images are too few; expected at least {ScalingExperiment.LeastImages}");
            },
            [.. images.Options, learningRate]);
    }
}
