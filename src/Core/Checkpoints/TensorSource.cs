using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace SparseGen;

/// <summary>
/// A tensor to be written: what the header says of it, and its bytes in pieces, so that a file of any size needs the memory of one piece or of one
/// tensor. It gives the same bytes each time that it is asked.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="type">Its element type, as safetensors writes it.</param>
/// <param name="shape">Its shape.</param>
internal abstract class TensorSource(string name, string type, ImmutableArray<int> shape)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Its element type, as safetensors writes it.</summary>
    public string Type { get; } = type;

    /// <summary>Its shape.</summary>
    public ImmutableArray<int> Shape { get; } = shape;

    /// <summary>How many bytes it has.</summary>
    public long Length { get; } = ElementType.CountBytes(type, shape)
        ?? throw new ArgumentException($"type is \"{type}\"; expected one whose elements fill whole bytes.", nameof(type));

    /// <summary>A tensor of a vector, in the order of PyTorch. From now on until it is written the vector must not change.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="vector">The vector.</param>
    /// <param name="tensor">Which tensor of it.</param>
    /// <param name="precision">How its numbers are written.</param>
    public static TensorSource Of(string name, ParameterVector vector, TensorLayout tensor, TensorPrecision precision = TensorPrecision.Float32) =>
        new VectorSource(name, vector, tensor, precision);

    /// <summary>Floats.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="values">As many floats as the shape has elements.</param>
    public static TensorSource Of(string name, ImmutableArray<int> shape, ReadOnlyMemory<float> values) => new FloatSource(name, shape, values);

    /// <summary>Elements of any type, as they shall stand in the file.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="type">Its element type, as safetensors writes it.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="bytes">As many bytes as type and shape have, little-endian.</param>
    public static TensorSource Of(string name, string type, ImmutableArray<int> shape, ReadOnlyMemory<byte> bytes) =>
        new ByteSource(name, type, shape, bytes);

    /// <summary>Gives all bytes, in order, in pieces of any size.</summary>
    /// <param name="write">Takes one piece.</param>
    public abstract void WriteTo(PieceWriter write);

    /// <summary>Gives floats as bytes, in pieces.</summary>
    protected void Write(ReadOnlySpan<float> values, PieceWriter write)
    {
        if (BitConverter.IsLittleEndian && Type == TensorElements.Single)
        {
            // A span of bytes ends at 2 GiB, one of floats at four times that.
            const int Floats = 1 << 20;
            for (; !values.IsEmpty; values = values[Math.Min(Floats, values.Length)..])
            {
                write(MemoryMarshal.AsBytes(values[..Math.Min(Floats, values.Length)]));
            }

            return;
        }

        byte[] piece = new byte[SafetensorsFile.PieceLength];
        while (!values.IsEmpty)
        {
            int size = TensorElements.SizeOf(Type), count = Math.Min(values.Length, piece.Length / size);
            Span<byte> bytes = piece.AsSpan(0, count * size);
            TensorElements.Write(Type, values[..count], bytes);
            write(bytes);
            values = values[count..];
        }
    }

    private void CheckLength(long length, string parameter)
    {
        if (length != Length)
        {
            throw new ArgumentException($"{parameter} has {length} bytes; {Type} [{string.Join(", ", Shape)}] needs {Length}.", parameter);
        }
    }

    private sealed class VectorSource(string name, ParameterVector vector, TensorLayout tensor, TensorPrecision precision)
        : TensorSource(name, TensorElements.NameOf(precision), tensor.Shape)
    {
        private readonly int _version = vector.Version;

        public override void WriteTo(PieceWriter write)
        {
            float[] values = GC.AllocateUninitializedArray<float>(tensor.Count);
            vector.GetTensor(tensor.Name, values);

            // Tensors of different steps would make a file with a right checksum that is nobody's state.
            if (vector.Version != _version)
            {
                throw new InvalidOperationException(
                    "The parameters changed while they were saved, and nothing was saved: save between two steps, on the thread that trains.");
            }

            try
            {
                Write(values, write);
            }
            catch (OverflowException large)
            {
                throw new OverflowException(
                    $"Tensor \"{Name}\" cannot be saved as {Type}: {large.Message}. Nothing was saved; {nameof(TensorPrecision.BFloat16)} has the range of single precision.",
                    large);
            }
        }
    }

    private sealed class FloatSource : TensorSource
    {
        private readonly ReadOnlyMemory<float> _values;

        public FloatSource(string name, ImmutableArray<int> shape, ReadOnlyMemory<float> values)
            : base(name, TensorElements.Single, shape)
        {
            CheckLength((long)values.Length * sizeof(float), nameof(values));
            _values = values;
        }

        public override void WriteTo(PieceWriter write) => Write(_values.Span, write);
    }

    private sealed class ByteSource : TensorSource
    {
        private readonly ReadOnlyMemory<byte> _bytes;

        public ByteSource(string name, string type, ImmutableArray<int> shape, ReadOnlyMemory<byte> bytes)
            : base(name, type, shape)
        {
            CheckLength(bytes.Length, nameof(bytes));
            _bytes = bytes;
        }

        public override void WriteTo(PieceWriter write) => write(_bytes.Span);
    }
}

/// <summary>Takes a piece of the bytes of a tensor.</summary>
/// <param name="piece">The bytes that come next.</param>
internal delegate void PieceWriter(ReadOnlySpan<byte> piece);
