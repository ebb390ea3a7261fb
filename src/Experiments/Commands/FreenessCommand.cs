using System.CommandLine;
using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary><c>freeness</c>: mixed moments of layer-wise Jacobians.</summary>
internal static class FreenessCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("freeness", standardSeeds: 100, hasModels: false);
        Option<int> width = Numbers.Whole("--width", "The largest width; also halves of it down to 16", 256, 2048);
        Option<int> layers = Numbers.Whole("--layers", "Layers L of the Jacobian", 4, 64);
        return common.CreateCommand(
            "Asymptotic freeness of layer-wise Jacobians: a mixed moment and the spectrum's second moment over the width, with orthogonal weights and ReLU",
            (result, session) => new FreenessExperiment(session, result.GetValue(width), result.GetValue(layers)).Run(),
            [width, layers]);
    }
}
