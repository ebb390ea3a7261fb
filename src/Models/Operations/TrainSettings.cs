using SparseGen.Models;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Datasets;

namespace SparseGen.Tool.Operations;

/// <summary>How a model is trained.</summary>
/// <param name="Model">Which model.</param>
/// <param name="Data">What it learns from.</param>
/// <param name="Directory">Folder with other files of them; null for those that come with the program.</param>
/// <param name="Limit">The most training images, and the most test images; null for all.</param>
/// <param name="Device">Where.</param>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="Batch">Images of a step.</param>
/// <param name="LearningRate">Highest learning rate of the schedule.</param>
/// <param name="WeightDecay">Decoupled weight decay of AdamW.</param>
/// <param name="Seed">Seed of the initial values and of the order of the images.</param>
/// <param name="Checkpoint">Where the parameters are saved.</param>
/// <param name="Resume">Whether the run goes on from its state, where there is one.</param>
/// <param name="Overwrite">Whether files that are there are replaced, whatever is in them.</param>
/// <param name="SaveEvery">Seconds from one saved state to the next.</param>
internal sealed record TrainSettings(
    ModelEntry Model,
    DataSource Data,
    string? Directory,
    int? Limit,
    DeviceChoice Device,
    int Epochs,
    int Batch,
    float LearningRate,
    float WeightDecay,
    ulong Seed,
    string Checkpoint,
    bool Resume,
    bool Overwrite,
    float SaveEvery);
