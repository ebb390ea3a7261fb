using SparseGen.Models;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Display;

namespace SparseGen.Tool.Commands;

/// <summary>Commands that need data, for models whose input may be another.</summary>
internal static class FittingData
{
    /// <summary>The data that a model learns from; to be called before anything is loaded or allocated.</summary>
    /// <param name="entry">The model.</param>
    /// <exception cref="CommandException">It takes samples of another shape; the message has both.</exception>
    public static DataSource Demand(ModelEntry entry) => DataSource.For(entry) ?? throw new CommandException(
        $"--model: {entry.Name} takes samples of {Tables.Shape(entry.Info.InputShape)}, but those of {DataSource.FashionMnist.Name} are "
        + $"{Tables.Shape(DataSource.FashionMnist.SampleShape)}; 'sparsegen list' shows the models that fit, and 'sparsegen bench' needs no data");
}
