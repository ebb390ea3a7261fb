using SparseGen.Onnx.Schema;
using static TorchSharp.torch;

namespace SparseGen.Bench.Peers.Torch;

/// <summary>
/// A model as SparseGen has written it, run by libtorch node after node: what a program of TorchSharp would call, from the same weights. A MatMul by a transposed weight and
/// the Add of its bias are one linear layer there too.
/// </summary>
internal sealed class TorchGraph : IDisposable
{
    private readonly Dictionary<string, Tensor> _constants = [];
    private readonly Dictionary<string, long[]> _lists = [];
    private readonly List<TorchNode> _nodes = [];
    private readonly List<TorchSharp.Modules.Parameter> _parameters = [];

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="training">Whether gradients are wanted.</param>
    public TorchGraph(string path, bool training)
    {
        using FileStream file = File.OpenRead(path);
        GraphProto graph = ModelProto.Parser.ParseFrom(file).Graph;
        HashSet<string> statistics = [.. graph.Node.Where(static node => node.OpType == "BatchNormalization").SelectMany(static node => node.Input.Skip(3))];
        foreach (TensorProto constant in graph.Initializer)
        {
            Read(constant, training, isLearned: constant.Dims.Count > 0 && !statistics.Contains(constant.Name));
        }

        foreach (NodeProto node in LinearLayers.Join(graph, _constants))
        {
            _nodes.Add(new TorchNode(node, _lists));
        }
    }

    /// <summary>What is trained.</summary>
    public IReadOnlyList<TorchSharp.Modules.Parameter> Parameters => _parameters;

    /// <summary>The output for a batch.</summary>
    public Tensor Run(Tensor input)
    {
        var values = new Dictionary<string, Tensor>(_constants) { ["input"] = input };
        foreach (TorchNode node in _nodes)
        {
            values[node.Output] = node.Run(values);
        }

        return values["output"];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor constant in _constants.Values)
        {
            constant.Dispose();
        }
    }

    private void Read(TensorProto constant, bool training, bool isLearned)
    {
        long[] shape = [.. constant.Dims];
        if (constant.DataType == (int)TensorProto.Types.DataType.Int64)
        {
            long[] numbers = [.. constant.Int64Data];
            _lists[constant.Name] = numbers;
            _constants[constant.Name] = tensor(numbers, shape);
            return;
        }

        float[] values = new float[constant.RawData.Length / sizeof(float)];
        Buffer.BlockCopy(constant.RawData.ToByteArray(), 0, values, 0, constant.RawData.Length);
        Tensor data = tensor(values, shape);
        if (!isLearned)
        {
            _constants[constant.Name] = data;
            return;
        }

        var parameter = new TorchSharp.Modules.Parameter(data, training);
        _parameters.Add(parameter);
        _constants[constant.Name] = parameter;
    }
}
