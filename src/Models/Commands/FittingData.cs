using SparseGen.Models.Catalogue;
using SparseGen.Models.Display;

namespace SparseGen.Models.Commands;

/// <summary>Commands that need data, for models whose input may be another.</summary>
internal static class FittingData
{
    /// <summary>Refuses a model that does not take samples of its data; to be called before anything is loaded or allocated.</summary>
    /// <param name="entry">The model.</param>
    /// <exception cref="CommandException">The shapes differ; the message has both.</exception>
    public static void Demand(ModelEntry entry)
    {
        if (!entry.FitsData)
        {
            throw new CommandException(
                $"--model: {entry.Name} takes samples of {Tables.Shape(entry.Info.InputShape)}, but those of {entry.Data.Name} are "
                + $"{Tables.Shape(entry.Data.SampleShape)}; 'sparsegen list' shows the models that fit, and 'sparsegen bench' needs no data");
        }
    }
}
