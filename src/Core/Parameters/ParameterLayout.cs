using System.Collections.Immutable;

namespace SparseGen;

/// <summary>
/// The learned tensors of a model and where each lies in a <see cref="ParameterVector"/>. Made by <see cref="ParameterLayoutBuilder"/>.
/// </summary>
public sealed class ParameterLayout
{
    private readonly Dictionary<string, TensorLayout> _byName;

    internal ParameterLayout(int length, ImmutableArray<TensorLayout> tensors)
    {
        Length = length;
        Tensors = tensors;
        Count = tensors.Sum(static tensor => tensor.LearnedCount);
        if (tensors.Any(static tensor => tensor.IsState))
        {
            State = new ParameterPart(TensorSettings.Default, 0, tensors.RemoveAll(static tensor => !tensor.IsState));
            Learned = new ParameterPart(TensorSettings.Default, 0, tensors.RemoveAll(static tensor => tensor.IsState));
        }

        _byName = tensors.ToDictionary(static tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>Learned numbers.</summary>
    public int Count { get; }

    /// <summary>Floats of storage, padding included.</summary>
    public int Length { get; }

    /// <summary>The tensors, in the order of the model.</summary>
    public ImmutableArray<TensorLayout> Tensors { get; }

    /// <summary>
    /// Tensors that a checkpoint may have and that are passed over then, since the model does without them: those of another shape are superfluous like any other. The bias of an
    /// S-Mixer block's skip is one, which the layer norm behind it takes away.
    /// </summary>
    public ImmutableArray<TensorInfo> Ignored { get; internal init; } = [];

    /// <summary>
    /// Whether some tensors are states that training moves (<see cref="TensorLayout.IsState"/>). The samples of a batch then depend on one another: there are no gradients of
    /// single samples.
    /// </summary>
    public bool HasState => State is not null;

    /// <summary>Those tensors; null where there are none.</summary>
    internal ParameterPart? State { get; }

    /// <summary>The others, where there are such tensors: what an optimiser moves.</summary>
    internal ParameterPart? Learned { get; }

    /// <summary>Their names.</summary>
    internal ImmutableArray<string> Names => ImmutableArray.CreateRange(Tensors, static tensor => tensor.Name);

    /// <summary>Names and shapes of the tensors, for <see cref="ModelInfo.Tensors"/>.</summary>
    public ImmutableArray<TensorInfo> Describe() => ImmutableArray.CreateRange(Tensors, static tensor => new TensorInfo(tensor.Name, tensor.Shape));

    /// <summary>The masks of sparse tensors, for <see cref="ModelInfo.Masks"/>.</summary>
    public ImmutableArray<MaskInfo> DescribeMasks() =>
        ImmutableArray.CreateRange(Tensors.RemoveAll(static tensor => tensor.Storage.Mask is null), static tensor => new MaskInfo(tensor.Name, tensor.Storage.Mask!));

    /// <summary>The tensor of this name.</summary>
    /// <param name="name">A name as in timm.</param>
    /// <exception cref="ArgumentException">There is no such tensor; the message lists the nearest names.</exception>
    public TensorLayout Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_byName.TryGetValue(name, out TensorLayout? tensor))
        {
            return tensor;
        }

        IEnumerable<string> nearest = NearestNames.Find(name, Names, limit: 5);
        throw new ArgumentException(
            $"There is no tensor \"{name}\" among the {Tensors.Length} of this model. Nearest: {string.Join(", ", nearest)}.",
            nameof(name));
    }

    /// <summary>Where the storage behind a tensor belongs to another one, or ends: up to there is padding.</summary>
    internal int EndOf(TensorLayout tensor)
    {
        int end = Length;
        foreach (TensorLayout other in Tensors)
        {
            end = other.Offset > tensor.Offset && other.Offset < end ? other.Offset : end;
        }

        return end;
    }

    /// <summary>Whether a checkpoint may have a tensor of this name and shape, although there is no place for it.</summary>
    internal bool Ignores(string name, ReadOnlySpan<int> shape)
    {
        foreach (TensorInfo ignored in Ignored)
        {
            if (ignored.Name == name && shape.SequenceEqual(ignored.Shape.AsSpan()))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether there is a tensor of this name, and which.</summary>
    /// <param name="name">A name as in timm.</param>
    /// <param name="tensor">The tensor.</param>
    public bool TryFind(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TensorLayout? tensor) =>
        _byName.TryGetValue(name, out tensor);
}
