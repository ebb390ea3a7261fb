using SparseGen.Compression;
using SparseGen.Models;

namespace SparseGen.Tool.Compressing;

/// <summary>How a model is compressed.</summary>
/// <param name="Model">Which model.</param>
/// <param name="Checkpoint">Where its parameters are.</param>
/// <param name="File">Where the compressed model goes.</param>
/// <param name="Samples">Training images that maps are made with.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Batch">Images of one call.</param>
internal sealed record CompressSettings(ModelEntry Model, string Checkpoint, string File, int Samples, int Threads, int Batch);

/// <summary>How a model is pruned.</summary>
/// <param name="Model">Which model.</param>
/// <param name="Checkpoint">Where its parameters are.</param>
/// <param name="File">Where the checkpoint with zeros goes.</param>
/// <param name="Sparsity">Share of the weights that becomes zero.</param>
/// <param name="Pattern">What is pruned together.</param>
/// <param name="Epochs">Epochs of training meanwhile; 0 for pruning at once.</param>
/// <param name="LearningRate">Highest learning rate of that.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Batch">Images of a step and of one call.</param>
internal sealed record PruneSettings(
    ModelEntry Model, string Checkpoint, string File, double Sparsity, PruningPattern Pattern, int Epochs, float LearningRate, int Threads, int Batch)
{
    /// <summary>Where the masks go: beside the checkpoint.</summary>
    public string MaskFile => Path.ChangeExtension(File, ".masks.safetensors");
}
