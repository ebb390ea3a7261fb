using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>Sizes that a declaration leaves open (<c>LayerSize.Same</c>): they are those of what the block or model gets.</summary>
internal static class OpenSizes
{
    private const int Same = int.MinValue;

    /// <summary>The declaration with a number in place of an open size.</summary>
    /// <param name="spec">The declaration.</param>
    /// <param name="argument">The argument.</param>
    /// <param name="size">The size that it stands for.</param>
    public static LayerSpec Close(LayerSpec spec, string argument, int size) => spec.Int(argument) != Same
        ? spec
        : spec with
        {
            Arguments = new EquatableArray<LayerArgument>(spec.Arguments.Select(
                one => string.Equals(one.Name, argument, StringComparison.OrdinalIgnoreCase) ? one with { Number = size } : one)),
        };

    /// <summary>A declaration of a sequence, whose first layer gets this shape.</summary>
    public static LayerSpec Close(LayerSpec spec, Shape sequence) => LayerCatalog.Find(spec.Kind).Close(spec, sequence);
}
