using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary><c>sparse</c>: the implicit sparse regularisation of linear Mixers.</summary>
internal static class SparseMixerCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("sparse", standardSeeds: 5, hasModels: false);
        Option<int> side = Numbers.Whole("--side", "Tokens S and channels C of the Mixer", 6, 12);
        Option<int> samples = Numbers.Whole("--samples", "Samples of the regression", 60, 100_000);
        return common.CreateCommand(
            "Implicit sparse regularisation: weight decay of a linear Mixer's factors against an L1 penalty of their product",
            (result, session) => new SparseMixerExperiment(session, result.GetValue(side), result.GetValue(samples)).Run(),
            [side, samples]);
    }
}
