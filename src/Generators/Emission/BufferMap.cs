using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission;

/// <summary>How a pass reaches each value, spelled as the back end wants it.</summary>
internal sealed class BufferMap(References references, IReadOnlyDictionary<Value, BufferSlot> storage, Plan plan)
{
    /// <summary>A reference to the value, as an argument.</summary>
    public string Reference(Value value) => value.Kind switch
    {
        ValueKind.Parameter => references.At("Parameter", Offset(plan.Parameters, plan.ParameterNames[value.Parameter!], value.Parameter!)),
        ValueKind.ParameterTangent => references.At("Direction", Offset(plan.Parameters, plan.ParameterNames[value.Parameter!], value.Parameter!)),
        ValueKind.ParameterGradient => Gradient(value.Parameter!),
        _ => references.Activation(storage[value]),
    };

    /// <summary>A reference to the list of indices of the repetition at hand, as an argument.</summary>
    public string Table(IndexTable table) => references.Table(plan.Tables.Arguments(table));

    /// <summary>
    /// A reference to the panels that a product reads as its right operand: the parameter or its part of a direction itself, or its
    /// transposed panels.
    /// </summary>
    public string RightOperand(ProductOp product)
    {
        if (!TransposedPanels.Needs(product))
        {
            return Reference(product.Right);
        }

        string offset = Offset(plan.Training!.Transposed, plan.ParameterNames.Transposed(product.Right.Parameter!), product.Right.Parameter!);
        return references.TransposedAt(product.Right.Kind == ValueKind.ParameterTangent ? "TransposedDirection" : "Transposed", offset);
    }

    /// <summary>The mask of a sparse weight, as an expression over the loop variables.</summary>
    public string Mask(Parameter parameter) => plan.ParameterNames.Mask(parameter);

    // Workers of the CPU may share the sums of large gradients only; a GPU has one of each.
    private string Gradient(Parameter parameter) => references.IsOfWorker && !parameter.SharesGradient && plan.Training!.OwnGradients is { } own
        ? references.At("OwnGradient", Offset(own, plan.ParameterNames.OwnGradient(parameter), parameter))
        : references.At("Gradient", Offset(plan.Parameters, plan.ParameterNames[parameter], parameter));

    private static string Offset(ParameterArena arena, string name, Parameter parameter) => Text.Offset(name, arena.Steps(parameter));
}
