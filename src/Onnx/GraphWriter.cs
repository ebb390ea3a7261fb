using System.Globalization;
using Google.Protobuf;
using SparseGen.Onnx.Schema;

namespace SparseGen.Onnx;

/// <summary>
/// The graph as a list of nodes and tensors: unique names, constants written once, the learned tensors. Names of intermediate results begin with that of the op at hand.
/// </summary>
internal sealed class GraphWriter
{
    /// <summary>Bytes that a file may have: protobuf counts them with an int. Some are left for nodes and names.</summary>
    private const long MostBytes = int.MaxValue - (64L << 20);

    private readonly ModelInfo _info;
    private readonly ParameterVector _parameters;
    private readonly HashSet<string> _names = [];
    private readonly Dictionary<(int[] Table, int Offset), GraphTensor> _tables = [];
    private long _bytes;

    /// <param name="info">The model.</param>
    /// <param name="parameters">Its parameters.</param>
    public GraphWriter(ModelInfo info, ParameterVector parameters)
    {
        (_info, _parameters) = (info, parameters);
        Proto = new GraphProto { Name = info.Name };
        _names.UnionWith(info.Tensors.Select(static tensor => tensor.Name).Concat(["input", "output"]));
        Proto.Input.Add(Describe("input", info.InputShape));
        Proto.Output.Add(Describe("output", info.OutputShape));
    }

    /// <summary>What has been written.</summary>
    public GraphProto Proto { get; }

    /// <summary>Name of the op at hand.</summary>
    public string Scope { get; set; } = "";

    /// <summary>A learned tensor.</summary>
    public GraphTensor Tensor(string name)
    {
        TensorLayout tensor = _parameters.Layout.Find(name);
        if (Proto.Initializer.All(known => known.Name != name))
        {
            float[] values = new float[Claim(tensor.Count, sizeof(float))];
            _parameters.GetTensor(name, values);
            byte[] bytes = new byte[values.Length * sizeof(float)];
            LittleEndian.Write(values, bytes);
            Add(name, TensorProto.Types.DataType.Float, [.. tensor.Shape.Select(static extent => (long)extent)], bytes);
        }

        return new GraphTensor(name, tensor.Shape, IsSample: false);
    }

    /// <summary>A list of indices, which is written once for all that read the same.</summary>
    public GraphTensor Indices(int[] table, int offset, int length)
    {
        if (!_tables.TryGetValue((table, offset), out GraphTensor? indices))
        {
            _ = Claim(length, sizeof(long));
            string name = Unique($"{Scope}.indices");
            AddWhole(name, [length], [.. table.AsSpan(offset, length).ToArray().Select(static index => (long)index)]);
            indices = _tables[(table, offset)] = new GraphTensor(name, [length], IsSample: false);
        }

        return indices;
    }

    /// <summary>A short list of whole numbers, such as a shape: its name says what is in it.</summary>
    public string Constant(params ReadOnlySpan<long> numbers)
    {
        string name = "constant." + string.Join('_', numbers.ToArray().Select(static number => number.ToString(CultureInfo.InvariantCulture)));
        if (_names.Add(name))
        {
            AddWhole(name, [numbers.Length], numbers);
        }

        return name;
    }

    /// <summary>A number.</summary>
    public string Constant(float number)
    {
        string name = Unique($"{Scope}.number");
        byte[] bytes = new byte[sizeof(float)];
        LittleEndian.Write([number], bytes);
        Add(name, TensorProto.Types.DataType.Float, [], bytes);
        return name;
    }

    /// <summary>Adds a node with one output.</summary>
    /// <param name="kind">The operator.</param>
    /// <param name="inputs">Names of what it reads.</param>
    /// <param name="dimensions">Dimensions of what it computes.</param>
    /// <param name="isSample">Whether it is computed for each sample.</param>
    /// <param name="attributes">Its attributes.</param>
    public GraphTensor Add(string kind, IEnumerable<string> inputs, IReadOnlyList<int> dimensions, bool isSample, params IEnumerable<AttributeProto> attributes)
    {
        string name = Unique($"{Scope}.{kind.ToLowerInvariant()}");
        var node = new NodeProto { OpType = kind, Name = name };
        node.Input.Add(inputs);
        node.Output.Add(name);
        node.Attribute.Add(attributes);
        Proto.Node.Add(node);
        return new GraphTensor(name, dimensions, isSample);
    }

    /// <summary>Gives the node that was added last the name of the op at hand, if it is the one that computes the result.</summary>
    public GraphTensor Name(GraphTensor result)
    {
        if (Proto.Node.LastOrDefault() is not { } last || last.Output[0] != result.Name || !result.Name.StartsWith($"{Scope}.", StringComparison.Ordinal))
        {
            return result;
        }

        _names.Remove(result.Name);
        last.Output[0] = last.Name = Unique(Scope);
        return result with { Name = last.Name };
    }

    /// <summary>Says which value is the output. Nodes that nobody reads go, and constants that only they read.</summary>
    public void Finish(GraphTensor output)
    {
        var read = new HashSet<string> { output.Name };
        for (int i = Proto.Node.Count - 1; i >= 0; i--)
        {
            if (read.Contains(Proto.Node[i].Output[0]))
            {
                read.UnionWith(Proto.Node[i].Input);
            }
            else
            {
                Proto.Node.RemoveAt(i);
            }
        }

        read.UnionWith(_info.Tensors.Select(static tensor => tensor.Name));
        for (int i = Proto.Initializer.Count - 1; i >= 0; i--)
        {
            if (!read.Contains(Proto.Initializer[i].Name))
            {
                Proto.Initializer.RemoveAt(i);
            }
        }

        var node = new NodeProto { OpType = "Identity", Name = "output" };
        node.Input.Add(output.Name);
        node.Output.Add("output");
        Proto.Node.Add(node);
    }

    private static ValueInfoProto Describe(string name, IEnumerable<int> shape)
    {
        var dimensions = new TensorShapeProto();
        dimensions.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "batch" });
        dimensions.Dim.Add(shape.Select(static extent => new TensorShapeProto.Types.Dimension { DimValue = extent }));
        var type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = dimensions } };
        return new ValueInfoProto { Name = name, Type = type };
    }

    private void AddWhole(string name, long[] shape, ReadOnlySpan<long> numbers)
    {
        // In the list that protobuf has for them, which packs small numbers.
        var tensor = new TensorProto { Name = name, DataType = (int)TensorProto.Types.DataType.Int64 };
        tensor.Dims.Add(shape);
        tensor.Int64Data.Add(numbers.ToArray());
        Proto.Initializer.Add(tensor);
    }

    private void Add(string name, TensorProto.Types.DataType type, IEnumerable<long> shape, byte[] bytes)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = UnsafeByteOperations.UnsafeWrap(bytes) };
        tensor.Dims.Add(shape);
        Proto.Initializer.Add(tensor);
    }

    /// <summary>Counts what is going to be written.</summary>
    /// <returns>The number of elements.</returns>
    private int Claim(int count, int size)
    {
        _bytes += (long)count * size;
        return _bytes <= MostBytes ? count : throw new NotSupportedException(
            $"The tensors of {_info.Name}, zeros of sparse ones included, and its permutations have more than {MostBytes} bytes; an ONNX file has room for 2 GB.");
    }

    private string Unique(string name)
    {
        string unique = name;
        for (int number = 2; !_names.Add(unique); number++)
        {
            unique = $"{name}_{number.ToString(CultureInfo.InvariantCulture)}";
        }

        return unique;
    }
}
