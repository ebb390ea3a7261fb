using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>The buffers a pass works in.</summary>
internal enum Arena
{
    /// <summary>Survives from the forward to the backward pass; room for the whole batch.</summary>
    Saved,

    /// <summary>Survives an op that waits for all samples, within one pass; room for the whole batch, behind what is saved.</summary>
    Batch,

    /// <summary>Lives for a few samples only.</summary>
    Scratch,

    /// <summary>Tangents that survive from the pass for tangents of activations to that for tangents of gradients; room for the whole batch.</summary>
    Tangents,
}

/// <summary>Where a value lies, in floats a sample.</summary>
/// <param name="Arena">In which arena.</param>
/// <param name="Name">Name of the constant with the offset.</param>
/// <param name="Offset">Offset of the first repetition.</param>
/// <param name="Size">Floats of the value.</param>
/// <param name="Steps">What the counters of loops add.</param>
/// <param name="Slot">For what loops carry: the place after this many repetitions more.</param>
/// <param name="Alternating">The counter by whose parity the value changes between two places.</param>
internal sealed record BufferSlot(
    Arena Arena, string Name, long Offset, int Size, IReadOnlyList<(LoopIndex Loop, long Stride)> Steps, int Slot = 0, LoopIndex? Alternating = null) : Unprinted
{
    /// <summary>Floats from one repetition's place to the next.</summary>
    private long Stride => IntervalAllocator.Round(Size);

    /// <summary>The offset as an expression over the loop variables.</summary>
    public string Expression()
    {
        string fixedPart = Slot != 0 && Alternating is null ? $"{Name} + {Text.Of(Slot * Stride)}" : Name;
        string offset = Text.Offset(fixedPart, Steps.Select(static s => (s.Loop.Variable, s.Stride)));
        if (Alternating is null)
        {
            return offset;
        }

        string parity = Slot == 0 ? $"({Alternating.Variable} & 1)" : $"(({Alternating.Variable} + {Slot}) & 1)";
        return $"{offset} + {Text.Times(parity, Stride)}";
    }
}
