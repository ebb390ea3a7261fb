using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Emission;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.IR;

/// <summary>What weights begin with where a declaration has a say in it; the members of the runtime's enumeration, as numbers.</summary>
/// <param name="Kind">Standard, Orthogonal, Identity or Scaled.</param>
/// <param name="Gain">What they are multiplied by.</param>
internal readonly record struct InitialWeights(int Kind, double Gain)
{
    /// <summary>Name of the setting.</summary>
    public const string Setting = "Initialization";

    /// <summary>Name of its factor.</summary>
    public const string Factor = "InitialGain";

    private const int Standard = 0, Orthogonal = 1, Identity = 2, Scaled = 3;
    private const string Zeros = "Initializer.Zeros";

    // The rules that draw weights. Gates start near zero on purpose, norms at one.
    private static readonly string[] Rules = [Zeros, "Initializer.Xavier", "Initializer.Lecun", "Initializer.FanIn", "Initializer.Uniform"];

    /// <summary>That of a layer: its own, or what is around it.</summary>
    public InitialWeights Of(LayerSpec layer) => layer.Int(Setting) is not Standard and var own ? new(own, layer.Double(Factor, 1)) : this;

    /// <summary>The initial values of a tensor: text of the call that makes them.</summary>
    /// <param name="name">Last part of its name.</param>
    /// <param name="shape">Its shape; of three dimensions a matrix for each of the first.</param>
    /// <param name="rule">The rule of its layer.</param>
    /// <param name="mask">Which weights are kept.</param>
    public string Initializer(string name, Shape shape, string rule, MaskSpec? mask)
    {
        bool isWeight = shape.Rank > 1 && (name == "weight" || name.StartsWith("blkdiag", StringComparison.Ordinal));
        if (Kind == Standard || !isWeight || !Rules.Any(start => rule.StartsWith(start, StringComparison.Ordinal)))
        {
            return rule;
        }

        int rows = shape.Dimensions[shape.Rank == 3 ? 1 : 0];
        int columns = Sizes.Weight(Sizes.Product(shape.Dimensions.Skip(shape.Rank == 3 ? 2 : 1)));
        if (Kind == Scaled)
        {
            // timm starts heads at zero and nothing else.
            double inputs = mask is null ? columns : (double)mask.Count / rows;
            return $"Initializer.Normal({Text.Of(Math.Abs(Gain) / (rule == Zeros ? inputs : Math.Sqrt(inputs)))})";
        }

        string matrix = Kind == Orthogonal ? "Orthogonal" : "Identity";
        return mask is null
            ? $"Initializer.{matrix}({Text.Of(rows)}, {Text.Of(columns)}{(Gain == 1 ? "" : ", " + Text.Of(Gain))})"
            : throw new RefusedException(Descriptors.SparseMatrixInitialization, (_, layer) => [layer, matrix, mask.Count, shape.Size]);
    }
}
