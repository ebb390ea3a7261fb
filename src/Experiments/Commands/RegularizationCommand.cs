using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary><c>gr</c>: gradient regularisation on a diagonal linear network and on Fashion-MNIST.</summary>
internal static class RegularizationCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("gr", standardSeeds: 3);
        // Few images and many epochs: regularisation has something to do where a model can learn its images by heart.
        var images = new ImageOptions(standardEpochs: 25, standardImages: 2000);
        Option<string> part = new("--part")
        {
            Description = "Which part: the diagonal linear network, the models on images, or all",
            HelpName = "all|diagonal|images",
            DefaultValueFactory = _ => "all",
        };
        part.AcceptOnlyFromAmong("all", "diagonal", "images");
        Option<float> learningRate = Numbers.Real("--lr", "Highest learning rate of the cosine schedule on images", 0.05f, positive: true);
        Option<int> steps = Numbers.Whole("--steps", "Steps of the diagonal linear network on full batches; five times as many on single samples", 10_000, 10_000_000);
        Option<int> rounds = Numbers.Whole("--rounds", "Rounds in which the time of a step is measured", 31, 10_000);
        return common.CreateCommand(
            "Gradient regularisation by finite differences: a diagonal linear network against theory, then a Mixer and an MLP against SGD, SAM and exact products",
            (result, session) =>
            {
                var settings = new RegularizationSettings(
                    Enum.Parse<RegularizationPart>(result.GetRequiredValue(part), ignoreCase: true),
                    result.GetValue(steps),
                    result.GetValue(learningRate),
                    result.GetValue(rounds));
                return new RegularizationExperiment(session, settings).Run(() => images.Read(result));
            },
            [part, steps, .. images.Options, learningRate, rounds]);
    }
}
