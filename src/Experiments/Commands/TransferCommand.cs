using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary><c>transfer</c>: linear probes and fine-tuning of an MLP.</summary>
internal static class TransferCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("transfer", standardSeeds: 3);
        var images = new ImageOptions(standardEpochs: 15);
        Option<float> learningRate = Numbers.Real("--lr", "Highest learning rate of AdamW's cosine schedule in the first training", 2e-3f, positive: true);
        return common.CreateCommand(
            "An MLP that learned five classes learns the other five: linear probes, fine-tuning with two rates, several views of test images, and from scratch",
            (result, session) => new TransferExperiment(
                session, images.Read(result), new WidthOptimizer(WidthOptimizer.AdamW, result.GetValue(learningRate))).Run(),
            [.. images.Options, learningRate]);
    }
}
