using System.Buffers.Binary;
using System.Collections.Immutable;

namespace SparseGen.Compression;

/// <summary>The tensors of a compressed layer or network on their way into a safetensors file or out of one: by name, with a prefix for each layer.</summary>
internal sealed class StoredTensors
{
    private readonly Dictionary<string, (string Type, ImmutableArray<int> Shape, byte[] Bytes)> _tensors = new(StringComparer.Ordinal);
    private readonly string _path;

    private StoredTensors(string path, CheckpointInfo? info) => (_path, Info) = (path, info);

    /// <summary>What the file says about itself; null for tensors that are to be written.</summary>
    public CheckpointInfo? Info { get; }

    /// <summary>Bytes of all.</summary>
    public long Length => _tensors.Values.Sum(static tensor => (long)tensor.Bytes.Length);

    /// <summary>Names of all.</summary>
    public IEnumerable<string> Names => _tensors.Keys;

    /// <summary>None yet.</summary>
    public static StoredTensors Empty() => new(string.Empty, null);

    /// <summary>Reads a file whole and checks it.</summary>
    /// <exception cref="CheckpointException">The file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static StoredTensors Read(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        var tensors = new StoredTensors(path, file.Info);
        file.ReadAll((tensor, reader) =>
        {
            byte[] bytes = new byte[tensor.Length];
            reader.ReadBytes(bytes);
            tensors._tensors.Add(tensor.Name, (tensor.Type, tensor.Shape, bytes));
        });
        return tensors;
    }

    /// <summary>Writes a file: whole, or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written; what was there is as it was.</exception>
    public void Write(string path, IReadOnlyDictionary<string, string> metadata) => SafetensorsFile.Write(
        path, [.. _tensors.Select(static entry => TensorSource.Of(entry.Key, entry.Value.Type, entry.Value.Shape, entry.Value.Bytes))], metadata);

    /// <summary>Adds bytes.</summary>
    public void Add(string name, ReadOnlySpan<byte> values, params ReadOnlySpan<int> shape) => _tensors.Add(name, ("U8", [.. shape], values.ToArray()));

    /// <summary>Adds signed bytes.</summary>
    public void Add(string name, ReadOnlySpan<sbyte> values, params ReadOnlySpan<int> shape) =>
        _tensors.Add(name, ("I8", [.. shape], System.Runtime.InteropServices.MemoryMarshal.AsBytes(values).ToArray()));

    /// <summary>Adds floats.</summary>
    public void Add(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        byte[] bytes = new byte[values.Length * sizeof(float)];
        LittleEndian.Write(values, bytes);
        _tensors.Add(name, ("F32", [.. shape], bytes));
    }

    /// <summary>Adds whole numbers.</summary>
    public void Add(string name, ReadOnlySpan<int> values, params ReadOnlySpan<int> shape)
    {
        byte[] bytes = new byte[values.Length * sizeof(int)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), values[i]);
        }

        _tensors.Add(name, ("I32", [.. shape], bytes));
    }

    /// <summary>Whether there is a tensor of this name.</summary>
    public bool Has(string name) => _tensors.ContainsKey(name);

    /// <summary>The shape of a tensor.</summary>
    /// <exception cref="CheckpointException">There is none, or it has another number of dimensions.</exception>
    public ImmutableArray<int> Shape(string name, int dimensions)
    {
        ImmutableArray<int> shape = Find(name).Shape;
        return shape.Length == dimensions && shape.All(static extent => extent > 0)
            ? shape
            : throw Problem($"Tensor \"{FileText.Show(name)}\" is {FileText.Show(shape)}; expected {dimensions} dimensions, all at least 1.");
    }

    /// <summary>A tensor of bytes.</summary>
    /// <exception cref="CheckpointException">There is none, or it is another.</exception>
    public byte[] Bytes(string name, params ReadOnlySpan<int> shape) => Find(name, "U8", shape);

    /// <summary>A tensor of signed bytes.</summary>
    /// <exception cref="CheckpointException">There is none, or it is another.</exception>
    public sbyte[] SignedBytes(string name, params ReadOnlySpan<int> shape) => [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, sbyte>(Find(name, "I8", shape))];

    /// <summary>A tensor of floats, all finite.</summary>
    /// <exception cref="CheckpointException">There is none, or it is another, or a number is not finite.</exception>
    public float[] Floats(string name, params ReadOnlySpan<int> shape)
    {
        byte[] bytes = Find(name, "F32", shape);
        float[] values = new float[bytes.Length / sizeof(float)];
        LittleEndian.Read(bytes, values);
        return Array.TrueForAll(values, float.IsFinite) ? values : throw Problem($"Tensor \"{FileText.Show(name)}\" has a number that is not finite.");
    }

    /// <summary>A tensor of whole numbers.</summary>
    /// <exception cref="CheckpointException">There is none, or it is another.</exception>
    public int[] Integers(string name, params ReadOnlySpan<int> shape)
    {
        byte[] bytes = Find(name, "I32", shape);
        int[] values = new int[bytes.Length / sizeof(int)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(i * sizeof(int)));
        }

        return values;
    }

    /// <summary>An exception that names the file.</summary>
    public CheckpointException Problem(string problem) => new(_path, problem);

    private (string Type, ImmutableArray<int> Shape, byte[] Bytes) Find(string name) =>
        _tensors.TryGetValue(name, out var tensor) ? tensor : throw Problem($"There is no tensor \"{FileText.Show(name)}\": the file is not what was expected.");

    private byte[] Find(string name, string type, ReadOnlySpan<int> shape)
    {
        var tensor = Find(name);
        return tensor.Type == type && shape.SequenceEqual(tensor.Shape.AsSpan())
            ? tensor.Bytes
            : throw Problem(
                $"Tensor \"{FileText.Show(name)}\" is {FileText.Show(tensor.Type)} {FileText.Show(tensor.Shape)}; expected {type} {FileText.Show(ImmutableArray.Create(shape))}.");
    }
}
