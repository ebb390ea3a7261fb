using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary><c>cw</c>: the compound Wishart model by Cauchy noise loss.</summary>
internal static class WishartCommand
{
    private const int LeastPasses = 20;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("cw", standardSeeds: 3, hasModels: false);
        Option<int> size = Numbers.Whole("--size", "p = d, the size of the matrices", 50, 1000);
        Option<int> passes = Numbers.Whole("--passes", "Passes over the eigenvalues, at least 20", 400, 10_000);
        Option<float> range = Numbers.Real("--range", "True eigenvalues are uniform from -X to X", 0.4f, positive: true);
        return common.CreateCommand(
            "Eigenvalues behind a compound Wishart matrix by Cauchy noise loss, over scales of the noise",
            (result, session) => result.GetValue(passes) >= LeastPasses
                ? new WishartExperiment(session, result.GetValue(size), result.GetValue(passes), result.GetValue(range)).Run()
                : throw new CommandException($"--passes: {result.GetValue(passes)} is less than {LeastPasses}"),
            [size, passes, range]);
    }
}
