using SparseGen.Models;

namespace SparseGen.Experiments;

/// <summary>What the weights of a deep perceptron start with.</summary>
/// <param name="Entry">The model; its name is that of the start.</param>
/// <param name="VarianceOfSquares">
/// What a weight adds to m_2 / m_1^2 of J J^T, the second moment of its squared singular values by the squared first less 1; null where weights are not free of slopes.
/// </param>
internal sealed record IsometryStart(ModelEntry Entry, double? VarianceOfSquares)
{
    /// <summary>Layers of constant width.</summary>
    public const int Depth = 16;

    /// <summary>The starts.</summary>
    public static IReadOnlyList<IsometryStart> All { get; } =
    [
        Of<StandardTower>("standard", 1),
        Of<ScaledTower>("scaled", 1),
        Of<OrthogonalTower>("orthogonal", 0),
        Of<IdentityTower>("identity", null),
    ];

    /// <summary>Name of the activation behind the first layer, and of each layer of constant width.</summary>
    public static IReadOnlyList<string> Layers { get; } = ["first", .. Enumerable.Range(0, Depth).Select(static layer => $"tower_layer.{layer}")];

    private static IsometryStart Of<TModel>(string name, double? varianceOfSquares)
        where TModel : class, IModel<TModel>
        => new(ModelEntry.Of<TModel>(name, $"perceptron with {name} initial values"), varianceOfSquares);
}
