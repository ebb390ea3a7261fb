using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>Views into the buffers on the device.</summary>
internal sealed class GpuReferences : IReferences
{
    public static GpuReferences Instance { get; } = new();

    public string Parameter(string offset) => $"frame.ParameterAt({offset})";

    public string Gradient(string offset) => $"frame.GradientAt({offset})";

    public string Transposed(string offset) =>
        throw new InvalidOperationException("Kernels of GPUs read parameters where they lie; nothing is derived from them.");

    public string Direction(string offset) => $"frame.DirectionAt({offset})";

    public string TransposedDirection(string offset) => Transposed(offset);

    public string Table(string arguments) => $"frame.TableAt({arguments})";

    public string Activation(BufferSlot place) =>
        $"frame.{(place.Arena switch { Arena.Saved => "SavedAt", Arena.Tangents => "TangentAt", _ => "ScratchAt" })}({place.Expression()})";
}
