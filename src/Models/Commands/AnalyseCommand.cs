using System.CommandLine;

namespace SparseGen.Tool.Commands;

/// <summary><c>sparsegen analyse</c>: looks at models with the instruments of SparseGen.Analysis.</summary>
internal static class AnalyseCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("analyse", "Look at a model: report, spectra of weights, Jacobians, likeness of layers, linear probes, filters")
    {
        AnalyseReportCommand.Create(),
        AnalyseSpectraCommand.Create(),
        AnalyseJacobianCommand.Create(),
        AnalyseAlignmentCommand.Create(),
        AnalyseProbeCommand.Create(),
        AnalyseFiltersCommand.Create(),
    };
}
