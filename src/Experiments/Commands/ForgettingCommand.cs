using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary><c>forgetting</c>: a model forgets a mark that decided the label, and keeps the classes.</summary>
internal static class ForgettingCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("forgetting", standardSeeds: 3);
        var images = new ImageOptions(standardEpochs: 8);
        Option<float> learningRate = Numbers.Real("--lr", "Highest learning rate of the training (AdamW, cosine schedule)", 2e-3f, positive: true);
        Option<int> available = Numbers.Whole("--available", "The most marked images that are available for forgetting", 1000);
        Option<int> marks = Numbers.Whole(
            "--available-marks", "Marks that the available images carry; if fewer than ten, images that are not available carry the others", Marks.Count, Marks.Count);
        Option<int> epochs = Numbers.Whole("--forgetting-epochs", "Passes over the available marked images", 20, 10_000);
        Option<float> rate = Numbers.Real("--forgetting-lr", "Highest learning rate of the forgetting (Adam, cosine schedule)", 1e-3f, positive: true);
        Option<float> forgetting = Numbers.Real("--forgetting-weight", "Factor of the cross-entropy with random labels", 0.1f, positive: false);
        Option<float> correction = Numbers.Real("--correction-weight", "Factor of the cross-entropy with corrected labels", 1, positive: true);
        Option<float> elastic = Numbers.Real("--elastic-weight", "Factor of elastic weight consolidation", ElasticWeightConsolidation.DefaultWeight, positive: false);
        Option<float> distillation = Numbers.Real("--distillation-weight", "Factor of the distillation", Distillation.DefaultWeight, positive: false);
        Option<int> fisher = Numbers.Whole("--fisher-images", "Images that the Fisher diagonal is taken over, one by one", 2000);
        return common.CreateCommand(
            "Selective forgetting: accuracy with and without a mark that decided the label, before and after it is forgotten",
            (result, session) => new ForgettingExperiment(
                session,
                images.Read(result),
                new ForgettingSettings(
                    result.GetValue(learningRate),
                    result.GetValue(available),
                    result.GetValue(marks),
                    result.GetValue(epochs),
                    result.GetValue(rate),
                    result.GetValue(forgetting),
                    result.GetValue(correction),
                    result.GetValue(elastic),
                    result.GetValue(distillation),
                    result.GetValue(fisher))).Run(),
            [.. images.Options, learningRate, available, marks, epochs, rate, forgetting, correction, elastic, distillation, fisher]);
    }
}
