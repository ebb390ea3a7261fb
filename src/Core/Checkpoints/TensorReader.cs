namespace SparseGen;

/// <summary>The bytes of one tensor, forwards. What nobody reads is passed over.</summary>
internal sealed class TensorReader(DataReader data, CheckpointTensor tensor)
{
    private long _left = tensor.Length;

    /// <summary>Reads the next bytes as they stand in the file.</summary>
    /// <exception cref="ArgumentException">The tensor has fewer.</exception>
    public void ReadBytes(Span<byte> bytes)
    {
        Take(bytes.Length);
        data.Read(bytes);
    }

    /// <summary>Reads the next elements, as floats.</summary>
    /// <param name="values">At most as many as are left; the tensor's type is one that <see cref="TensorElements.CanRead"/>.</param>
    /// <exception cref="ArgumentException">The tensor has fewer.</exception>
    /// <exception cref="CheckpointException">The file ends before, or a number of double precision is too large for a float.</exception>
    public void ReadFloats(Span<float> values)
    {
        int size = TensorElements.SizeOf(tensor.Type);
        Take((long)values.Length * size);
        while (!values.IsEmpty)
        {
            ReadOnlySpan<byte> piece = data.ReadPiece((long)values.Length * size);
            int count = piece.Length / size;
            try
            {
                TensorElements.Read(tensor.Type, piece, values[..count]);
            }
            catch (OverflowException exception)
            {
                throw data.Problem($"Tensor \"{FileText.Show(tensor.Name)}\" has a number that no float holds: {exception.Message}.");
            }

            values = values[count..];
        }
    }

    /// <summary>Passes over the rest.</summary>
    public void Finish()
    {
        data.Skip(_left);
        _left = 0;
    }

    private void Take(long count)
    {
        if (count > _left)
        {
            throw new ArgumentException($"Tensor \"{FileText.Show(tensor.Name)}\" has {_left} bytes left; {count} were asked for.");
        }

        _left -= count;
    }
}
