using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary><c>cnl</c>: the rank of matrices under noise.</summary>
internal static class CauchyNoiseCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("cnl", standardSeeds: 3, hasModels: false);
        Option<int> rows = Numbers.Whole("--rows", "Rows p of the matrices", 100, 2000);
        Option<int> columns = Numbers.Whole("--columns", "Columns d of the matrices, at least 5 and at most the rows", 50, 2000);
        Option<float> noise = Numbers.Real("--noise", "sigma: entries of the noise have the variance sigma^2 / d", 0.1f, positive: false);
        Option<float> scale = Numbers.Real("--scale", "gamma, the scale of the Cauchy noise, in units of the largest singular value", 0.1f, positive: true);
        Option<float> sparsity = Numbers.Real("--sparsity", "xi: factor of the L1 penalty, below which singular values count as 0", 1e-3f, positive: true);
        return common.CreateCommand(
            "Rank of matrices under noise: Cauchy noise loss against empirical variational Bayes (EVBMF)",
            (result, session) =>
            {
                (int p, int d) = (result.GetValue(rows), result.GetValue(columns));
                return d >= CauchyNoiseSettings.LeastColumns && d <= p
                    ? new CauchyNoiseExperiment(
                        session, new CauchyNoiseSettings(p, d, result.GetValue(noise), result.GetValue(scale), result.GetValue(sparsity))).Run()
                    : throw new CommandException($"--columns: {d} is not from {CauchyNoiseSettings.LeastColumns} to the number of rows, {p}");
            },
            [rows, columns, noise, scale, sparsity]);
    }
}
