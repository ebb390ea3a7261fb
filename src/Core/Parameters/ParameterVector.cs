using System.Buffers;
using SparseGen.Execution;

namespace SparseGen;

/// <summary>
/// All learned numbers of a model, or as many gradients, moments or averages, in one piece on one device.
/// Optimisers and training hooks are written against it, so they run on every device.
/// </summary>
/// <remarks>
/// Its storage has the order that the kernels of the model read; <see cref="GetTensor"/> and <see cref="SetTensor"/> give the order of
/// PyTorch. Storage that belongs to no tensor is zero and stays so under every operation with finite numbers.
/// An instance is not for several threads at a time.
/// </remarks>
public abstract class ParameterVector
{
    /// <param name="layout">The tensors.</param>
    /// <param name="device">Where they live.</param>
    /// <param name="access">Of the model whose own this vector becomes; null for a vector that is made like another.</param>
    private protected ParameterVector(ParameterLayout layout, Device device, ModelAccess? access)
    {
        Layout = layout;
        Device = device;
        IsOfModel = access is not null;
        Access = access ?? Access;
    }

    /// <summary>The tensors and where they lie.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>Where it lives.</summary>
    public Device Device { get; }

    /// <summary>Learned numbers.</summary>
    public int Count => Layout.Count;

    /// <summary>Floats of storage, padding included.</summary>
    public int Length => Layout.Length;

    /// <summary>Grows with every change, so that what was derived from it can tell whether it is up to date.</summary>
    public int Version { get; private set; }

    /// <summary>Who is at the model that this vector is of, or was made like one of.</summary>
    internal ModelAccess Access { get; private protected init; } = new();

    /// <summary>The seed of the masks of the model whose own this is: part of the state of a run, since another model may have been made with another one.</summary>
    internal ulong NoiseSeed { get; set; }

    /// <summary>Whether this is a model's own, which training needs for itself; moments, averages and copies are not.</summary>
    private protected bool IsOfModel { get; private init; }

    /// <summary>Copies a tensor out. Beside a training step of another thread it waits for the step's end.</summary>
    /// <param name="name">Its name, as in timm.</param>
    /// <param name="destination">As many floats as it has elements, in the order of PyTorch.</param>
    /// <exception cref="ArgumentException">There is no such tensor, or the length is another.</exception>
    public void GetTensor(string name, Span<float> destination)
    {
        TensorLayout tensor = FindTensor(name, destination.Length, nameof(destination));
        float[] buffer = ArrayPool<float>.Shared.Rent(tensor.StorageLength);
        Span<float> storage = buffer.AsSpan(0, tensor.StorageLength);
        using (Reading(this))
        {
            Read(tensor.Offset, storage);
        }

        tensor.Storage.Unpack(storage, destination);
        ArrayPool<float>.Shared.Return(buffer);
    }

    /// <summary>Replaces a tensor.</summary>
    /// <param name="name">Its name, as in timm.</param>
    /// <param name="source">As many floats as it has elements, in the order of PyTorch.</param>
    /// <exception cref="ArgumentException">
    /// There is no such tensor, or the length is another, or an element that a sparse tensor does not keep is not zero.
    /// </exception>
    public void SetTensor(string name, ReadOnlySpan<float> source)
    {
        TensorLayout tensor = FindTensor(name, source.Length, nameof(source));
        if (tensor.FindMisplaced(source) is { } misplaced)
        {
            throw new ArgumentException($"{misplaced}.", nameof(source));
        }

        // With the padding behind it, which operations with NaN do not leave at zero.
        int length = Layout.EndOf(tensor) - tensor.Offset;
        float[] buffer = ArrayPool<float>.Shared.Rent(length);
        Span<float> storage = buffer.AsSpan(0, length);
        storage.Clear();
        tensor.Storage.Pack(source, storage[..tensor.StorageLength]);
        using (Moving(nameof(SetTensor)))
        {
            Write(tensor.Offset, storage);
        }

        ArrayPool<float>.Shared.Return(buffer);
    }

    /// <summary>A vector of zeros with the same layout on the same device.</summary>
    public abstract ParameterVector CreateLike();

    /// <summary>Sets all to zero.</summary>
    public virtual void Clear() => Update(new ClearRule(), this, null, null);

    /// <summary>Makes this equal to <paramref name="source"/>, bit for bit.</summary>
    /// <param name="source">A vector of the same layout and device.</param>
    /// <exception cref="ArgumentException">Layout or device is another.</exception>
    public virtual void CopyFrom(ParameterVector source)
    {
        CheckFits(source, nameof(source));
        Update(new CopyRule(), source, null, null);
    }

    /// <summary>this = factor * this.</summary>
    /// <param name="factor">Any number.</param>
    public virtual void Scale(float factor) => Update(new ScaleRule(factor), this, null, null);

    /// <summary>this = this + factor * x.</summary>
    /// <param name="factor">Any number.</param>
    /// <param name="x">A vector of the same layout and device.</param>
    /// <exception cref="ArgumentException">Layout or device is another.</exception>
    public virtual void Axpy(float factor, ParameterVector x)
    {
        CheckFits(x, nameof(x));
        Update(new AxpyRule(factor), x, null, null);
    }

    /// <summary>The sum of the products of corresponding elements, in double precision and always in the same order.</summary>
    /// <param name="other">A vector of the same layout and device.</param>
    /// <exception cref="ArgumentException">Layout or device is another.</exception>
    public abstract double Dot(ParameterVector other);

    /// <summary>The square root of the sum of squares.</summary>
    public double Norm() => Math.Sqrt(Dot(this));

    /// <summary>
    /// The largest absolute value of an element: infinity where one is infinite, and NaN where one is NaN. So it tells in one pass whether all are finite, for
    /// numbers of any size, which the sum of their squares cannot. Exact: the same on every device.
    /// </summary>
    public abstract float InfinityNorm();

    /// <summary>Applies a rule to each element in one pass over memory.</summary>
    /// <typeparam name="TRule">The rule; a struct, so that its code becomes the body of the loop.</typeparam>
    /// <param name="rule">Its hyper-parameters.</param>
    /// <param name="gradients">Gradients, or whatever the rule reads.</param>
    /// <param name="first">First state, or null for a rule without one.</param>
    /// <param name="second">Second state, or null for a rule without one.</param>
    /// <exception cref="ArgumentException">Layout or device of a vector is another.</exception>
    public void Update<TRule>(in TRule rule, ParameterVector gradients, ParameterVector? first, ParameterVector? second)
        where TRule : unmanaged, IUpdateRule
    {
        if (this is CpuParameterVector vector)
        {
            vector.Run(rule, gradients, first, second);
        }
        else if (this is DeviceParameterVector elsewhere)
        {
            elsewhere.Run(rule, gradients, first, second);
        }
    }

    /// <summary>Applies a rule to each element of some tensors, in one pass over their memory; all else stays as it is.</summary>
    /// <typeparam name="TRule">The rule; a struct, so that its code becomes the body of the loop.</typeparam>
    /// <param name="rule">Its hyper-parameters.</param>
    /// <param name="gradients">Gradients, or whatever the rule reads.</param>
    /// <param name="first">First state, or null for a rule without one.</param>
    /// <param name="second">Second state, or null for a rule without one.</param>
    /// <param name="part">The tensors; of this vector's layout.</param>
    /// <exception cref="ArgumentException">Layout or device of a vector is another.</exception>
    public void Update<TRule>(
        in TRule rule, ParameterVector gradients, ParameterVector? first, ParameterVector? second, ParameterPart part)
        where TRule : unmanaged, IUpdateRule
    {
        if (this is CpuParameterVector vector)
        {
            vector.Run(rule, gradients, first, second, part);
        }
        else if (this is DeviceParameterVector elsewhere)
        {
            elsewhere.Run(rule, gradients, first, second, part);
        }
    }

    /// <summary>
    /// For a vector of gradients: where the first tensor lies whose gradient is wanted. A backward pass may leave out what lies before. 0, so everything, but while
    /// a trainer with frozen tensors asks.
    /// </summary>
    internal int FirstWanted { get; set; }

    /// <summary>Copies all storage out, padding included.</summary>
    internal void Read(Span<float> destination) => Read(0, destination[..Length]);

    /// <summary>Replaces all storage; the padding has to be zero.</summary>
    internal void Write(ReadOnlySpan<float> source) => Write(0, source[..Length]);

    /// <summary>Copies storage from <paramref name="offset"/> on out.</summary>
    internal abstract void Read(int offset, Span<float> destination);

    /// <summary>Replaces storage from <paramref name="offset"/> on and marks the vector as changed.</summary>
    internal abstract void Write(int offset, ReadOnlySpan<float> source);

    /// <summary>Holds the next step off, and waits for the running one, until it is disposed of: what is read meanwhile is of one step.</summary>
    internal VectorLease HoldStill() => Reading(this);

    /// <summary>To be disposed of when this has been changed.</summary>
    /// <param name="member">What changes it.</param>
    /// <param name="source">What is read for it, if that may be another model's.</param>
    /// <exception cref="InvalidOperationException">Another thread is at the model.</exception>
    private protected VectorLease Moving(string member, ParameterVector? source = null) => VectorLease.Begin(IsOfModel ? Access : null, source?.Access, member);

    /// <summary>To be disposed of when a vector has been read.</summary>
    private protected static VectorLease Reading(ParameterVector source) => VectorLease.Begin(null, source.Access, string.Empty);

    /// <summary>Fills every tensor with its initial values. The padding is zero.</summary>
    /// <param name="seed">With the name of a tensor, decides its values.</param>
    internal void Initialize(ulong seed)
    {
        // Of the largest tensor, for all of them: a model is to need little more memory than its parameters while it is made.
        float[] values = new float[Layout.Tensors.Max(static tensor => (int?)tensor.Storage.LearnedCount(tensor.Count)) ?? 0];
        float[] storage = new float[Layout.Tensors.Max(static tensor => (int?)tensor.StorageLength) ?? 0];
        foreach (TensorLayout tensor in Layout.Tensors)
        {
            Span<float> place = storage.AsSpan(0, tensor.StorageLength), drawn = values.AsSpan(0, tensor.Storage.LearnedCount(tensor.Count));
            tensor.Initializer.Fill(drawn, new CounterRandom(seed, tensor.Name));
            if (tensor.Storage.Mask is not null)
            {
                // Only what is kept is drawn: the dense matrix may be far larger.
                drawn.CopyTo(place);
            }
            else
            {
                place.Clear();
                tensor.Storage.Pack(drawn, place);
            }

            Write(tensor.Offset, place);
        }
    }

    /// <summary>Checks that another vector has the layout of this one and lives where it does.</summary>
    /// <exception cref="ArgumentException">Layout or device is another.</exception>
    internal abstract void CheckFits(ParameterVector vector, string parameter);

    /// <summary>To be called after every change.</summary>
    internal void MarkChanged() => Version = unchecked(Version + 1);

    /// <summary>The vector as the type of this device, if it fits this one.</summary>
    private protected TVector Match<TVector>(ParameterVector vector, string parameter)
        where TVector : ParameterVector
    {
        ArgumentNullException.ThrowIfNull(vector, parameter);
        if (!ReferenceEquals(vector.Layout, Layout))
        {
            throw new ArgumentException(
                $"The vector has the layout of another model ({vector.Count} numbers in {vector.Layout.Tensors.Length} tensors); " +
                $"expected that of this one ({Count} numbers in {Layout.Tensors.Length} tensors).",
                parameter);
        }

        return vector as TVector ??
            throw new ArgumentException($"The vector lives on {vector.Device.Name}; expected {Device.Name}.", parameter);
    }

    private TensorLayout FindTensor(string name, int length, string parameter)
    {
        TensorLayout tensor = Layout.Find(name);
        if (length != tensor.Count)
        {
            throw new ArgumentException(
                $"The span for tensor \"{name}\" has {length} floats; expected {tensor.Count}, " +
                $"for shape [{string.Join(", ", tensor.Shape)}].",
                parameter);
        }

        return tensor;
    }
}
