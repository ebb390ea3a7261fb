namespace SparseGen.Experiments;

/// <summary>How the forgetting experiment forgets.</summary>
/// <param name="LearningRate">Highest learning rate of the training.</param>
/// <param name="Available">Marked images that the procedure is given.</param>
/// <param name="AvailableMarks">Marks that those images carry: the first ones of ten. The images that are not available carry the others, or any where all are available.</param>
/// <param name="ForgettingEpochs">Passes over the available marked images.</param>
/// <param name="ForgettingRate">Highest learning rate of the forgetting.</param>
/// <param name="ForgettingWeight">Factor of the cross-entropy with random labels.</param>
/// <param name="CorrectionWeight">Factor of the cross-entropy with corrected labels.</param>
/// <param name="ElasticWeight">Factor of elastic weight consolidation.</param>
/// <param name="DistillationWeight">Factor of the distillation.</param>
/// <param name="FisherImages">Images without marks, one a batch, that the Fisher diagonal is taken over.</param>
internal sealed record ForgettingSettings(
    float LearningRate,
    int Available,
    int AvailableMarks,
    int ForgettingEpochs,
    float ForgettingRate,
    float ForgettingWeight,
    float CorrectionWeight,
    float ElasticWeight,
    float DistillationWeight,
    int FisherImages)
{
    /// <summary>Adds all of it to the settings of the experiment.</summary>
    /// <param name="settings">The settings.</param>
    public ExperimentSettings AddTo(ExperimentSettings settings)
        => settings
            .Add("lr", LearningRate).Add("available", Available).Add("available-marks", AvailableMarks)
            .Add("forgetting-epochs", ForgettingEpochs).Add("forgetting-lr", ForgettingRate)
            .Add("forgetting-weight", ForgettingWeight).Add("correction-weight", CorrectionWeight)
            .Add("elastic-weight", ElasticWeight).Add("distillation-weight", DistillationWeight).Add("fisher-images", FisherImages);
}
