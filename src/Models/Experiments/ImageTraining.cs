using SparseGen.Models.Catalogue;

namespace SparseGen.Models.Experiments;

/// <summary>The images of an experiment and how long it trains on them.</summary>
/// <param name="Data">Training and test images.</param>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="Batch">Images of a step.</param>
internal sealed record ImageTraining(DataSplit Data, int Epochs, int Batch)
{
    /// <summary>Adds all of it to the settings of an experiment.</summary>
    /// <param name="settings">The settings.</param>
    public ExperimentSettings AddTo(ExperimentSettings settings)
        => settings.Add("images", Data.Train.Count).Add("test", Data.Test.Count).Add("epochs", Epochs).Add("batch", Batch);
}
