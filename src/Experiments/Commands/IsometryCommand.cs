using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary><c>isometry</c>: initial values and the Jacobians of a deep perceptron.</summary>
internal static class IsometryCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("isometry", standardSeeds: 3);
        var images = new ImageOptions(standardEpochs: 8);
        Option<float> learningRate = Numbers.Real("--lr", "Highest learning rate of SGD's cosine schedule", 0.02f, positive: true);
        return common.CreateCommand(
            "Singular values of the layer-wise Jacobians of a deep perceptron with four kinds of initial values, beside free probability, and how fast it learns",
            (result, session) => new IsometryExperiment(session, images.Read(result), result.GetValue(learningRate)).Run(),
            [.. images.Options, learningRate]);
    }
}
