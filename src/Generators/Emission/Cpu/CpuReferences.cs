using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>References into the buffers of one worker.</summary>
internal sealed class CpuReferences : IReferences
{
    public static CpuReferences Instance { get; } = new();

    public string Parameter(string offset) => $"ref frame.ParameterAt({offset})";

    public string Gradient(string offset) => $"ref frame.GradientAt({offset})";

    public string Transposed(string offset) => $"ref frame.TransposedAt({offset})";

    public string Direction(string offset) => $"ref frame.DirectionAt({offset})";

    public string TransposedDirection(string offset) => $"ref frame.TransposedDirectionAt({offset})";

    public string Table(string arguments) => $"ref CpuFrame.TableAt({arguments})";

    public string Activation(BufferSlot place)
    {
        string offset = place.Expression();
        return place.Arena switch
        {
            Arena.Saved => $"ref frame.SavedAt({offset}, {Text.Of(place.Size)})",
            Arena.Tangents => $"ref frame.TangentAt({offset}, {Text.Of(place.Size)})",
            _ => $"ref frame.ScratchAt({offset})",
        };
    }
}
