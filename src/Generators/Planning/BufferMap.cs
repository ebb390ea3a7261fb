using SparseGen.Generators.Emission;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Planning;

/// <summary>How a pass of the CPU reaches each value.</summary>
internal sealed class BufferMap(IReadOnlyDictionary<Value, Storage> storage, ParameterArena parameters, ParameterArena derived, ParameterNames names)
{
    /// <summary>A reference to the value, as an argument.</summary>
    public string Reference(Value value) => value.Kind switch
    {
        ValueKind.Parameter => $"ref frame.ParameterAt({Offset(parameters, names[value.Parameter!], value.Parameter!)})",
        ValueKind.ParameterGradient => $"ref frame.GradientAt({Offset(parameters, names[value.Parameter!], value.Parameter!)})",
        _ => Reference(storage[value]),
    };

    /// <summary>A reference to the panels that a product reads as its right operand: the parameter itself, or its transposed panels.</summary>
    public string RightOperand(ProductOp product) => DerivedPanels.Needs(product)
        ? $"ref frame.DerivedAt({Offset(derived, names.Transposed(product.Right.Parameter!), product.Right.Parameter!)})"
        : Reference(product.Right);

    private static string Offset(ParameterArena arena, string name, Parameter parameter) => Text.Offset(name, arena.Steps(parameter));

    private static string Reference(Storage place)
    {
        string offset = place.Expression();
        string scaled = offset == place.Name ? $"ChunkSamples * {offset}" : $"ChunkSamples * ({offset})";
        return place.Arena == Arena.Kept ? $"ref frame.KeptAt({offset}, {Text.Of(place.Size)})" : $"ref frame.ScratchAt({scaled})";
    }
}
