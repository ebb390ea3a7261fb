using System.CommandLine;

namespace SparseGen.Models.Commands;

/// <summary><c>sparsegen experiment</c>: the experiments, a line each.</summary>
internal static class ExperimentCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
        => new("experiment", "Repeat an experiment of a paper: table, picture and CSV; a second start goes on where the first was stopped")
        {
            WidthCommand.Create(),
            RegularizationCommand.Create(),
            ForgettingCommand.Create(),
        };
}
