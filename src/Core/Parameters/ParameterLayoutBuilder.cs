using System.Collections.Immutable;
using System.ComponentModel;

namespace SparseGen;

/// <summary>Collects the tensors of a <see cref="ParameterLayout"/> and checks that they fit. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParameterLayoutBuilder
{
    private readonly ImmutableArray<TensorLayout>.Builder _tensors = ImmutableArray.CreateBuilder<TensorLayout>();
    private readonly ImmutableArray<TensorInfo>.Builder _ignored = ImmutableArray.CreateBuilder<TensorInfo>();
    private readonly int _length;

    /// <summary>Starts a layout.</summary>
    /// <param name="length">Floats of storage, padding included.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public ParameterLayoutBuilder(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _length = length;
    }

    /// <summary>Adds a tensor.</summary>
    /// <param name="name">Its name, as in timm.</param>
    /// <param name="shape">Its shape, as in PyTorch.</param>
    /// <param name="offset">Where its storage starts, in floats.</param>
    /// <param name="storage">How its elements lie there.</param>
    /// <param name="initializer">Its values before training.</param>
    /// <param name="repeated">How it stands in the matrix of its layer, if it is a weight that serves several blocks.</param>
    /// <exception cref="ArgumentException">
    /// The shape is empty or does not fit its panels, or the storage reaches beyond the end.
    /// </exception>
    public void Add(
        string name, ReadOnlySpan<int> shape, int offset, TensorStorage storage, Initializer initializer, RepeatedBlock? repeated = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(initializer);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        long count = 1;
        foreach (int extent in shape)
        {
            if (extent < 1)
            {
                throw new ArgumentException($"Tensor \"{name}\" has a dimension of {extent}; expected at least 1.", nameof(shape));
            }

            count = checked(count * extent);
        }

        if (!storage.Fits(shape))
        {
            string groups = storage.PanelGroups == 0 ? "" : $"{storage.PanelGroups} groups of ";
            string expected = storage.PanelGroups == 0 ? "the columns" : "the groups, then the columns,";
            throw new ArgumentException(
                $"Tensor \"{name}\" of shape [{string.Join(", ", shape.ToArray())}] does not fit {groups}panels of {storage.PanelRows} rows and " +
                $"{storage.PanelColumns} columns; expected {expected} as its first dimensions and the rows as the product of the others.",
                nameof(storage));
        }

        if (storage.Mask is { } mask && !shape.SequenceEqual([mask.Outputs, mask.Inputs]))
        {
            throw new ArgumentException(
                $"Tensor \"{name}\" of shape [{string.Join(", ", shape.ToArray())}] does not fit its mask; expected [{mask.Outputs}, {mask.Inputs}].",
                nameof(storage));
        }

        long end = offset + storage.GetLength(count);
        if (end > _length)
        {
            throw new ArgumentException(
                $"Tensor \"{name}\" ends at {end}; expected at most {_length}, the length of the storage.", nameof(offset));
        }

        _tensors.Add(new TensorLayout(name, [.. shape], offset, storage, initializer) { Repeated = repeated });
    }

    /// <summary>Adds a tensor that nobody learns; see <see cref="TensorLayout.IsState"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape, as in PyTorch.</param>
    /// <param name="offset">Where its storage starts, in floats.</param>
    /// <param name="initializer">Its values before training.</param>
    /// <exception cref="ArgumentException">The shape is empty, or the storage reaches beyond the end.</exception>
    public void AddState(string name, ReadOnlySpan<int> shape, int offset, Initializer initializer)
    {
        Add(name, shape, offset, TensorStorage.RowMajor, initializer);
        _tensors[^1] = _tensors[^1] with { IsState = true };
    }

    /// <summary>Names a tensor that a file may have although the layout does without it; see <see cref="ParameterLayout.Ignored"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape, as in PyTorch.</param>
    public void Ignore(string name, ReadOnlySpan<int> shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _ignored.Add(new TensorInfo(name, [.. shape]));
    }

    /// <summary>The layout of all tensors added.</summary>
    /// <exception cref="InvalidOperationException">Two tensors overlap or have the same name.</exception>
    public ParameterLayout Build()
    {
        TensorLayout? before = null;
        foreach (TensorLayout tensor in _tensors.OrderBy(static tensor => tensor.Offset))
        {
            if (before is not null && tensor.Offset < before.Offset + before.StorageLength)
            {
                throw new InvalidOperationException(
                    $"Tensor \"{tensor.Name}\" starts at {tensor.Offset}, inside \"{before.Name}\", " +
                    $"which ends at {before.Offset + before.StorageLength}.");
            }

            before = tensor;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (TensorLayout tensor in _tensors)
        {
            if (!names.Add(tensor.Name))
            {
                throw new InvalidOperationException($"Two tensors have the name \"{tensor.Name}\".");
            }
        }

        return new ParameterLayout(_length, _tensors.ToImmutable()) { Ignored = _ignored.ToImmutable() };
    }
}
