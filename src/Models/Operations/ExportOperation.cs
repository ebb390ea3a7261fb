using System.Collections.Immutable;
using SparseGen.Models;

namespace SparseGen.Tool.Operations;

/// <summary>Loads a checkpoint into a model and writes that as an ONNX file.</summary>
/// <param name="checkpoint">Path of the parameters.</param>
/// <param name="onnx">Path of the file to be written.</param>
/// <param name="classNames">Names of the classes; null for none.</param>
internal sealed class ExportOperation(string checkpoint, string onnx, ImmutableArray<string>? classNames) : IModelOperation<CheckpointInfo>
{
    /// <inheritdoc/>
    public CheckpointInfo Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        using TModel model = NewModel.Create<TModel>(1, Device.Cpu);
        CheckpointInfo loaded = Checkpoint.Load(checkpoint, model.Parameters);
        OnnxModel.Save(onnx, model, new OnnxOptions { ClassNames = classNames });
        return loaded;
    }
}
