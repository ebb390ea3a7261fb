using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Kernels.Gpu;

namespace SparseGen.Gpu;

/// <summary>The buffers that a pass of a generated program works on, and how many samples it handles.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GpuFrame
{
    private readonly PartialSums _partialSums;
    private readonly GpuTables _tables;
    private readonly NoiseKeys _noise;

    internal GpuFrame(GpuDevice device, PartialSums partialSums, GpuTables tables, NoiseKeys noise)
    {
        Device = device;
        _partialSums = partialSums;
        _tables = tables;
        _noise = noise;
    }

    /// <summary>Where the pass runs.</summary>
    public GpuDevice Device { get; }

    /// <summary>The parameter arena.</summary>
    public ArrayView<float> Parameters { get; internal init; }

    /// <summary>The arena that gradients are added into.</summary>
    public ArrayView<float> Gradients { get; internal init; }

    /// <summary>The direction that tangents are taken along; it lies as the parameters do.</summary>
    public ArrayView<float> Direction { get; internal init; }

    /// <summary>Tangents that are kept from forward to backward, [value][Capacity][size].</summary>
    public ArrayView<float> Tangents { get; internal init; }

    /// <summary>Saved from forward to backward, [value][Capacity][size].</summary>
    public ArrayView<float> Saved { get; internal init; }

    /// <summary>Scratch, [value][Capacity][size].</summary>
    public ArrayView<float> Scratch { get; internal init; }

    /// <summary>Room for what one op hands from kernel to kernel.</summary>
    public ArrayView<float> Workspace { get; internal init; }

    /// <summary>Samples of the batch.</summary>
    public int Count { get; internal init; }

    /// <summary>Samples that the buffers have room for.</summary>
    public int Capacity { get; internal init; }

    /// <summary>Where the first tensor lies whose gradient is wanted: a backward pass may end where all that follow lie before it. 0 for all of them.</summary>
    public int FirstWanted { get; internal init; }

    /// <summary>A tensor in the parameter arena.</summary>
    /// <param name="offset">Its offset in floats.</param>
    public ArrayView<float> ParameterAt(int offset) => Parameters.SubView(offset);

    /// <summary>The gradient of a tensor.</summary>
    /// <param name="offset">The tensor's offset in floats.</param>
    public ArrayView<float> GradientAt(int offset) => Gradients.SubView(offset);

    /// <summary>A kept value of all samples.</summary>
    /// <param name="offset">Its offset in floats a sample.</param>
    public ArrayView<float> SavedAt(int offset) => Saved.SubView((long)offset * Capacity);

    /// <summary>A tensor's part of the direction.</summary>
    /// <param name="offset">The tensor's offset in floats.</param>
    public ArrayView<float> DirectionAt(int offset) => Direction.SubView(offset);

    /// <summary>A kept tangent of all samples.</summary>
    /// <param name="offset">Its offset in floats a sample.</param>
    public ArrayView<float> TangentAt(int offset) => Tangents.SubView((long)offset * Capacity);

    /// <summary>A value of all samples in scratch.</summary>
    /// <param name="offset">Its offset in floats a sample.</param>
    public ArrayView<float> ScratchAt(int offset) => Scratch.SubView((long)offset * Capacity);

    /// <summary>The random bits of a layer, from the first sample on.</summary>
    /// <param name="stream">Number of the layer and its repetition.</param>
    public GpuNoise NoiseAt(ulong stream) => _noise.Of(stream);

    /// <summary>A list of indices, which is copied to the device once.</summary>
    /// <param name="table">Lists of all repetitions.</param>
    /// <param name="offset">Where the list starts.</param>
    public ArrayView<int> TableAt(int[] table, int offset) => _tables.View(table).SubView(offset);

    /// <summary>Where each list of a sparse matrix starts, and where the last one ends.</summary>
    /// <param name="lists">The lists.</param>
    public ArrayView<int> OffsetsOf(SparseLists lists) => TableAt(lists.Offsets, 0);

    /// <summary>The lists of a sparse matrix, one after another.</summary>
    /// <param name="lists">The lists.</param>
    public ArrayView<int> IndicesOf(SparseLists lists) => TableAt(lists.Indices, 0);

    /// <summary>Where the weight of each index is stored, for lists in another order.</summary>
    /// <param name="lists">The lists.</param>
    public ArrayView<int> ValueIndicesOf(SparseLists lists) => TableAt(lists.ValueIndices, 0);

    /// <summary>Into how many partial sums a sum over the batch is split, so that it keeps the device busy. Depends on nothing but the sum, the batch and the device.</summary>
    /// <param name="terms">Terms of the sum.</param>
    /// <param name="groups">Groups of threads that compute one partial sum.</param>
    /// <param name="length">Floats of one partial sum.</param>
    /// <param name="chunk">Terms of each partial sum but the last: a multiple of 32.</param>
    public int Split(int terms, int groups, int length, out int chunk) => _partialSums.Split(terms, groups, length, out chunk);

    /// <summary>Groups of a kernel each of which is at several rows at a time, one after another, and leaves one partial sum.</summary>
    /// <param name="blocks">How often all rows together take all of a group.</param>
    /// <param name="length">Floats of one partial sum.</param>
    internal int Groups(int blocks, int length) => _partialSums.Groups(blocks, length);

    /// <summary>Floats of the room for partial sums.</summary>
    internal long RoomForPartials => _partialSums.Length;

    /// <summary>Room for partial sums of one kernel, which stay there to the end of the pass.</summary>
    /// <param name="floats">Floats of all of them.</param>
    public ArrayView<float> ReservePartials(int floats) => _partialSums.Reserve(floats, Gradients);

    /// <summary>Has partial sums added to a gradient at the end of the pass, always in the same order.</summary>
    /// <param name="partials">Where the first partial sum of this gradient starts, in what <see cref="ReservePartials"/> gave.</param>
    /// <param name="gradient">Where the gradient starts (<see cref="GradientAt"/>).</param>
    /// <param name="length">Floats of the gradient.</param>
    /// <param name="splits">How many partial sums there are.</param>
    /// <param name="pitch">Floats from one partial sum to the next: <paramref name="length"/> where the kernel computes one gradient.</param>
    public void AddPartials(ArrayView<float> partials, ArrayView<float> gradient, int length, int splits, int pitch) =>
        _partialSums.Add(partials, gradient, Gradients, length, splits, pitch);

    /// <summary>Forgets the partial sums of a pass that did not run.</summary>
    internal void ForgetPartials() => _partialSums.Clear();

    /// <summary>Adds up all partial sums: the end of a pass.</summary>
    internal void AddAllPartials() => _partialSums.AddAll(Gradients);
}
