using System.Reflection;

namespace SparseGen.Tests.Generation;

/// <summary>
/// The models whose outputs, gradients and Hessian-vector products are compared with PyTorch's hold every layer, every activation and every choice inside
/// a block, so that a new one cannot go without a fixture.
/// </summary>
public sealed class CurvedCoverageTests
{
    private static readonly Type[] Layers =
        [.. typeof(LayerAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract)];

    private static readonly LayerAttribute[] Compared =
    [
        .. CurvedCases.All.Where(one => one.FixtureBatches.Count > 0)
            .SelectMany(one => LayersOf(typeof(CurvedCases).Assembly.GetTypes().Single(type => type.Name == one.Name))),
    ];

    [Fact]
    public void EveryLayerIsComparedWithPyTorch() =>
        Assert.Empty(Layers.Where(layer => !Compared.Any(one => Open(one) == layer)).Select(layer => layer.Name));

    [Fact]
    public void EveryActivationIsComparedWithPyTorch()
    {
        var used = Compared.SelectMany(one => one.GetType().GetProperties()
            .Where(property => property.PropertyType == typeof(ActivationKind)).Select(property => (ActivationKind)property.GetValue(one)!));
        Assert.Empty(Enum.GetValues<ActivationKind>().Except(used).Except([ActivationKind.None]));
    }

    [Fact]
    public void EveryKindOfMapIsComparedWithPyTorch() => Assert.Empty(
        from setting in Settings(property => property.PropertyType == typeof(LinearMap))
        from map in Enum.GetValues<LinearMap>()
        where !setting.Values.Contains(map)
        select $"{setting.Name} = {map}");

    [Fact]
    public void RandomPermutationsAreComparedWithPyTorch() => Assert.Empty(
        Settings(property => property.PropertyType == typeof(Permutation)).Where(setting => !setting.Values.Contains(Permutation.Random))
            .Select(setting => setting.Name));

    [Fact]
    public void NoiseIsComparedWithPyTorch() => Assert.Empty(
        Settings(property => property.Name is nameof(MixerBlockAttribute.Dropout) or nameof(MixerBlockAttribute.StochasticDepth))
            .Where(setting => !setting.Values.Any(rate => rate is > 0.0)).Select(setting => setting.Name));

    /// <summary>Properties of all layers, and what the compared models say of each.</summary>
    private static IEnumerable<(string Name, object?[] Values)> Settings(Func<PropertyInfo, bool> filter) =>
        from layer in Layers
        from property in layer.GetProperties().Where(filter)
        select (
            $"{layer.Name}.{property.Name}",
            Compared.Where(one => Open(one) == layer).Select(one => one.GetType().GetProperty(property.Name)!.GetValue(one)).ToArray());

    /// <summary>The layers of a model or a block, with those of the blocks that it uses.</summary>
    private static IEnumerable<LayerAttribute> LayersOf(Type declared) => declared.GetCustomAttributes<LayerAttribute>().SelectMany(
        layer => layer.GetType() is { IsGenericType: true } use ? LayersOf(use.GetGenericArguments().Single()).Prepend(layer) : [layer]);

    private static Type Open(LayerAttribute layer) => layer.GetType() is { IsGenericType: true } type ? type.GetGenericTypeDefinition() : layer.GetType();
}
