using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission;

/// <summary>References to the places of values. The frames of both back ends find them by members of the same names.</summary>
internal sealed class References
{
    private readonly string _prefix;
    private readonly string _tables;

    private References(string prefix, string tables, bool isOfWorker) => (_prefix, _tables, IsOfWorker) = (prefix, tables, isOfWorker);

    /// <summary>References into the buffers of one worker, whose first sample is not the batch's.</summary>
    public static References Cpu { get; } = new("ref ", "CpuFrame", true);

    /// <summary>Views into the buffers on a device. Kernels read parameters where they lie there; nothing is transposed.</summary>
    public static References Gpu { get; } = new("", "frame", false);

    /// <summary>Whether they lead into the buffers of one of several workers.</summary>
    public bool IsOfWorker { get; }

    /// <summary>What is at an offset among the parameters, the gradients or the like.</summary>
    /// <param name="arena">Parameter, Direction, Gradient or the like.</param>
    /// <param name="offset">Where, in floats.</param>
    public string At(string arena, string offset) => $"{_prefix}frame.{arena}At({offset})";

    /// <summary>Transposed panels at an offset.</summary>
    /// <param name="arena">Transposed or TransposedDirection.</param>
    /// <param name="offset">Where, in floats.</param>
    /// <exception cref="InvalidOperationException">The back end has none.</exception>
    public string TransposedAt(string arena, string offset) => IsOfWorker
        ? At(arena, offset)
        : throw new InvalidOperationException("Kernels of GPUs read parameters where they lie; nothing is transposed for them.");

    /// <summary>A list of indices, given by its field and an offset.</summary>
    public string Table(string arguments) => $"{_prefix}{_tables}.TableAt({arguments})";

    /// <summary>A value that each sample has.</summary>
    public string Activation(BufferSlot place) => place.Arena == Arena.Scratch
        ? At("Scratch", place.Expression())
        : At(place.Arena == Arena.Tangents ? "Tangent" : "Saved", place.Expression() + (IsOfWorker ? $", {Text.Of(place.Size)}" : ""));
}
