using SparseGen.Models;

namespace SparseGen.Tool.Operations;

/// <summary>Loads a checkpoint into a model and forgets both: it fits when nothing is thrown.</summary>
/// <param name="checkpoint">Path of the parameters.</param>
internal sealed class LoadOperation(string checkpoint) : IModelOperation<CheckpointInfo>
{
    /// <inheritdoc/>
    public CheckpointInfo Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        using TModel model = NewModel.Create<TModel>(1, Device.Cpu);
        return Checkpoint.Load(checkpoint, model.Parameters);
    }
}
