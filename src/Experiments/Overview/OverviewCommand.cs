using System.CommandLine;
using SparseGen.Models;
using SparseGen.Tool.Display;

namespace SparseGen.Experiments.Commands;

/// <summary><c>overview</c>: the picture of the README, with the curve of a training that happens for it.</summary>
internal static class OverviewCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<string> output = new("--output") { Description = "The file", DefaultValueFactory = static _ => "results/overview.png" };
        Option<string> data = new("--data")
        {
            Description = "Folder of Fashion-MNIST",
            DefaultValueFactory = static _ => Path.Combine(AppContext.BaseDirectory, "data", "fashion-mnist"),
        };
        var command = new Command("overview", "Draw the picture of the README: from attributes to kernels, and a training curve") { output, data };
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(output);
            OverviewPicture.Save(path, Train(FashionMnist.Load(result.GetRequiredValue(data))));
            Terminal.WriteLine($"Picture: {path}");
            return 0;
        });
        return command;
    }

    /// <summary>The test accuracy after each epoch. The test images choose nothing: the run is shown as it went.</summary>
    private static List<double> Train(FashionMnist data)
    {
        using var model = new FashionMixer(maxBatch: 128, seed: 1);
        var trainer = new Trainer<FashionMixer>(model, new AdamW(learningRate: 2e-3f, weightDecay: 0.05f), new SoftmaxCrossEntropy());
        List<double> accuracies = [trainer.Evaluate(data.Test).Accuracy];
        trainer.EpochEnded += (_, epoch) => accuracies.Add(epoch.Test!.Accuracy);
        trainer.Fit(data.Train, data.Test, new TrainingOptions { Epochs = 10, EvaluateEveryEpoch = true });
        return accuracies;
    }
}
