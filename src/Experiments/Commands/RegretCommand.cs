using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary><c>hoo</c>: regret of tree searches on a function whose maximum is known.</summary>
internal static class RegretCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("hoo", standardSeeds: 10, hasModels: false);
        Option<int> rounds = Numbers.Whole("--rounds", "The most rounds of a search; also a third, a tenth and so on down to 100", 10_000, 100_000);
        Option<float> variation = Numbers.Real("--variation", "nu: the function varies by at most nu rho^h in a cell of depth h", 1, positive: true);
        Option<float> decay = Numbers.Real("--decay", "rho, less than 1", 0.5f, positive: true);
        return common.CreateCommand(
            "Regret of hierarchical optimistic optimisation (HOO), truncated HOO and chance on a function with Bernoulli rewards",
            (result, session) =>
            {
                float rho = result.GetValue(decay);
                return rho < 1
                    ? new RegretExperiment(session, result.GetValue(rounds), result.GetValue(variation), rho).Run()
                    : throw new CommandException($"--decay: {rho} is not less than 1");
            },
            [rounds, variation, decay]);
    }
}
