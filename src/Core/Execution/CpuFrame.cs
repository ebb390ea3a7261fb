using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SparseGen.Simd;

namespace SparseGen.Execution;

#pragma warning disable CA1051 // Fields, since a reference cannot be set through a property.

/// <summary>The buffers of one worker and the samples it is to handle: samples First to First + Count of a batch of Capacity.</summary>
/// <remarks>
/// Every buffer ends with <see cref="Slack"/> floats that may be read but hold nothing, so that kernels may load whole vectors
/// at a ragged end. They never store there.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct CpuFrame
{
    /// <summary>Floats after the end of every buffer that may be read.</summary>
    public const int Slack = 64;

    /// <summary>The parameter arena.</summary>
    public ref float Parameters;

    /// <summary>What was derived from the parameters.</summary>
    public ref float Transposed;

    /// <summary>The direction that tangents are taken along; it lies as the parameters do.</summary>
    public ref float Direction;

    /// <summary>What was derived from the direction.</summary>
    public ref float TransposedDirection;

    /// <summary>Tangents that are kept from forward to backward, [value][Capacity][size].</summary>
    public ref float Tangents;

    /// <summary>The sum that this worker adds its gradients to, alone or with its group.</summary>
    public ref float Gradients;

    /// <summary>The gradients that this worker adds to alone where others share its sum: those of small tensors.</summary>
    public ref float OwnGradients;

    /// <summary>Which part of a gradient is to be added now, see <see cref="Gather"/>, or of the numbers that are to be summed over the batch.</summary>
    public WorkerPart Part;

    /// <summary>The phase to be run of a pass that waits for all samples; see <see cref="ICpuProgram.Barriers"/>.</summary>
    public int Phase;

    /// <summary>The workers that share the sum; null for a worker that has one to itself.</summary>
    internal GradientGroup? Group;

    /// <summary>The worker.</summary>
    internal int Worker;

    // Whose samples the frame has while gradients are gathered: 0 for the worker's own, else the number in the group and one more.
    private int _member;

    /// <summary>Saved from forward to backward, [value][Capacity][size].</summary>
    public ref float Saved;

    /// <summary>This worker's scratch, [value][ChunkSamples][size].</summary>
    public ref float Scratch;

    /// <summary>This worker's room for what one kernel packs; its size does not depend on the number of samples.</summary>
    public ref float Workspace;

    /// <summary>This worker's part in the kernels of inference, where several workers have the same samples.</summary>
    public ref WorkShare Share;

    /// <summary>First sample, for addresses in <see cref="Saved"/>.</summary>
    public int First;

    /// <summary>Samples to handle; at most ChunkSamples.</summary>
    public int Count;

    /// <summary>Samples that <see cref="Scratch"/> has room for.</summary>
    public int ChunkSamples;

    /// <summary>Samples that <see cref="Saved"/> has room for.</summary>
    public int Capacity;

    /// <summary>What all random masks of the pass have in common.</summary>
    public ulong NoiseKey;

    /// <summary>Where the first tensor lies whose gradient is wanted: a backward pass may end where all that follow lie before it. 0 for all of them.</summary>
    public int FirstWanted;

    /// <summary>A tensor in the parameter arena.</summary>
    /// <param name="offset">Its offset in floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float ParameterAt(int offset) => ref Unsafe.Add(ref Parameters, offset);

    /// <summary>A tensor among what was derived from the parameters.</summary>
    /// <param name="offset">Its offset in floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float TransposedAt(int offset) => ref Unsafe.Add(ref Transposed, offset);

    /// <summary>A tensor's part of the direction.</summary>
    /// <param name="offset">The tensor's offset in floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float DirectionAt(int offset) => ref Unsafe.Add(ref Direction, offset);

    /// <summary>A tensor among what was derived from the direction.</summary>
    /// <param name="offset">Its offset in floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float TransposedDirectionAt(int offset) => ref Unsafe.Add(ref TransposedDirection, offset);

    /// <summary>The gradient of a tensor.</summary>
    /// <param name="offset">The tensor's offset in floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float GradientAt(int offset) => ref Unsafe.Add(ref Gradients, offset);

    /// <summary>The gradient of a tensor that this worker adds to alone.</summary>
    /// <param name="offset">The tensor's offset in floats among those tensors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float OwnGradientAt(int offset) => ref Unsafe.Add(ref OwnGradients, offset);

    /// <summary>
    /// Goes through what is to be added to the gradient at hand, of a large tensor: as long as it returns true the frame has the samples of one of the workers that share the
    /// sum, and <see cref="Part"/> says for which part of the gradient they are to be added. A worker that shares with nobody has its own samples, once.
    /// </summary>
    public bool Gather()
    {
        if (Group is not null)
        {
            return GatherOfGroup(Group);
        }

        _member = 1 - _member;
        return _member == 1;
    }

    private bool GatherOfGroup(GradientGroup group)
    {
        if (_member == 0)
        {
            group.Wait(Worker);
        }
        else if (Find(group, _member))
        {
            return true;
        }
        else
        {
            group.Finish(Worker);
        }

        // Pieces without anything to add are finished here.
        for (; group.Take(Worker, out int piece); group.Finish(Worker))
        {
            Part = new WorkerPart(piece, group.Pieces);
            if (Find(group, 0))
            {
                return true;
            }
        }

        Show(group[Worker - group.First]);
        _member = 0;
        return false;
    }

    // The next worker that has samples.
    private bool Find(GradientGroup group, int member)
    {
        for (; member < group.Count; member++)
        {
            if (group[member].Count > 0)
            {
                Show(group[member]);
                _member = member + 1;
                return true;
            }
        }

        return false;
    }

    private void Show((FloatArena Scratch, int First, int Count) samples)
    {
        Scratch = ref samples.Scratch.First;
        (First, Count) = (samples.First, samples.Count);
    }

    /// <summary>A kept value of the frame's samples.</summary>
    /// <param name="offset">Its offset in floats a sample.</param>
    /// <param name="size">Floats of the value, a sample.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float SavedAt(int offset, int size) => ref Unsafe.Add(ref Saved, ((nint)offset * Capacity) + ((nint)First * size));

    /// <summary>A kept tangent of the frame's samples.</summary>
    /// <param name="offset">Its offset in floats a sample.</param>
    /// <param name="size">Floats of the tangent, a sample.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float TangentAt(int offset, int size) => ref Unsafe.Add(ref Tangents, ((nint)offset * Capacity) + ((nint)First * size));

    /// <summary>A value in scratch.</summary>
    /// <param name="offset">Its offset in floats a sample.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float ScratchAt(int offset) => ref Unsafe.Add(ref Scratch, (nint)offset * ChunkSamples);

    /// <summary>The random bits of a layer, from the frame's first sample on.</summary>
    /// <param name="stream">Number of the layer and its repetition.</param>
    /// <param name="size">Elements of a sample there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly NoiseStream NoiseAt(ulong stream, int size) => new(NoiseKey, stream, unchecked((uint)First * (uint)size));

    /// <summary>A list of indices.</summary>
    /// <param name="table">Lists of all repetitions.</param>
    /// <param name="offset">Where the list starts.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref int TableAt(int[] table, int offset) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(table), offset);
}
