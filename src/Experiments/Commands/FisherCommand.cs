using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary><c>fisher</c>: Fisher information given one input.</summary>
internal static class FisherCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("fisher", standardSeeds: 3, hasModels: false);
        Option<int> width = Numbers.Whole("--width", "Units M of a layer", 128, 2000);
        Option<float> variance = Numbers.Real("--variance", "q*, the variance of what goes into an activation; the smaller, the nearer to isometry", 0.1f, positive: true);
        return common.CreateCommand(
            "Fisher information given one input: spectrum over the depth of orthogonal networks with hard tanh, and the learning rate at which descent diverges",
            (result, session) => new FisherExperiment(session, result.GetValue(width), result.GetValue(variance)).Run(),
            [width, variance]);
    }
}
