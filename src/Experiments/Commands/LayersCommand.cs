using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary><c>layers</c>: how alike the layers of Mixers and sparse MLPs are.</summary>
internal static class LayersCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("layers", standardSeeds: 2);
        var images = new ImageOptions(standardEpochs: 8, standardImages: 5000);
        Option<float> learningRate = Numbers.Real("--lr", "Highest learning rate of AdamW's cosine schedule", 3e-3f, positive: true);
        return common.CreateCommand(
            "Layers of Mixer, RP-Mixer and SW-MLP compared by CKA, and linear probes of each",
            (result, session) => new LayersExperiment(session, images.Read(result), result.GetValue(learningRate)).Run(),
            [.. images.Options, learningRate]);
    }
}
