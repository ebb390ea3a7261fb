using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary><c>spectra</c>: singular values of hidden weights while they learn.</summary>
internal static class SpectraCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("spectra", standardSeeds: 2);
        var images = new ImageOptions(standardEpochs: 16);
        Option<float> adam = Numbers.Real("--lr", "Highest learning rate of AdamW's cosine schedule", 3e-3f, positive: true);
        Option<float> sgd = Numbers.Real("--sgd-lr", "Highest learning rate of Nesterov SGD's cosine schedule", 0.05f, positive: true);
        return common.CreateCommand(
            "Singular values of hidden weights of an MLP and a Mixer during training, beside the law of Marchenko and Pastur",
            (result, session) => new SpectraExperiment(
                session,
                images.Read(result),
                [new WidthOptimizer(WidthOptimizer.AdamW, result.GetValue(adam)), new WidthOptimizer(WidthOptimizer.Nesterov, result.GetValue(sgd))]).Run(),
            [.. images.Options, adam, sgd]);
    }
}
