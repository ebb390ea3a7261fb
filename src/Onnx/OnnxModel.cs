using Google.Protobuf;
using SparseGen.Execution;
using SparseGen.Onnx;
using SparseGen.Onnx.Schema;

namespace SparseGen;

/// <summary>
/// Writes models as ONNX files: what inference computes, with the parameters as they are. The input is called <c>input</c>, the output <c>output</c>, and their first dimension is
/// the batch, of any size; tensors have the names and shapes of <see cref="ModelInfo.Tensors"/>.
/// </summary>
public static class OnnxModel
{
    /// <summary>Key of the class names in the metadata: a JSON array of texts.</summary>
    public const string ClassNamesKey = "class_names";

    /// <summary>The least version of the set of operators: the first that has Gelu.</summary>
    public const int LeastOpset = 20;

    /// <summary>The last version of the set of operators that is known to mean the same.</summary>
    public const int LastOpset = 25;

    internal const string DefaultProducer = "SparseGen";

    /// <summary>Writes a file. It appears whole or not at all: what was there stays until the new one is on the disk.</summary>
    /// <param name="path">The file; one that is there is replaced (of a link, the one that it leads to), its folder is made where it is missing.</param>
    /// <param name="model">The model, on any device.</param>
    /// <param name="options">What else the file says; null for nothing.</param>
    /// <exception cref="ArgumentException">The path is empty, or an option does not fit the model.</exception>
    /// <exception cref="NotSupportedException">The file would have 2 GB or more, which ONNX does not allow; or the model is not one that the generator wrote.</exception>
    /// <exception cref="IOException">
    /// The file cannot be written, or the path is that of a folder, a device or a pipe; what was there is as it was.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to write in the folder.</exception>
    public static void Save<TModel>(string path, TModel model, OnnxOptions? options = null)
        where TModel : class, IInferenceModel<TModel>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ModelProto proto = Build(model, options);
        AtomicFile.Write(path, proto.WriteTo);
    }

    /// <summary>Writes to a stream, with the same bytes as a file has.</summary>
    /// <param name="stream">Written forwards from where it stands; it need not seek, and stays open.</param>
    /// <param name="model">The model, on any device.</param>
    /// <param name="options">What else the file says; null for nothing.</param>
    /// <exception cref="ArgumentException">An option does not fit the model.</exception>
    /// <exception cref="NotSupportedException">The file would have 2 GB or more, which ONNX does not allow; or the model is not one that the generator wrote.</exception>
    public static void Save<TModel>(Stream stream, TModel model, OnnxOptions? options = null)
        where TModel : class, IInferenceModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(stream);
        Build(model, options).WriteTo(stream);
    }

    private static ModelProto Build<TModel>(TModel model, OnnxOptions? options)
        where TModel : class, IInferenceModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new OnnxOptions();
        ModelProto proto = ModelHeader.Create(TModel.Info, options);
        var graph = new GraphWriter(TModel.Info, model.Parameters);
        using VectorLease still = model.Parameters.HoldStill();
        try
        {
            TModel.Describe(new GraphBuilder(graph));
        }
        catch (NotSupportedException unknown)
        {
            throw new NotSupportedException($"{TModel.Info.Name} cannot be exported. {unknown.Message}", unknown);
        }

        proto.Graph = graph.Proto;
        return proto;
    }
}
