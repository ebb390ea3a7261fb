using System.Reflection;

namespace SparseGen.Tests.Infrastructure;

/// <summary>The layers that test models declare, to find what no model of a list holds.</summary>
internal sealed class DeclaredLayers
{
    private static readonly Type[] Layers =
        [.. typeof(LayerAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract)];

    private readonly LayerAttribute[] _declared;

    private DeclaredLayers(LayerAttribute[] declared) => _declared = declared;

    /// <summary>The layers of models, with those of the blocks that they use.</summary>
    public static DeclaredLayers Of(IEnumerable<ModelCase> models) =>
        new([.. models.SelectMany(one => LayersOf(typeof(Models.PrimeMixer).Assembly.GetTypes().Single(type => type.Name == one.Name)))]);

    /// <summary>Layers that none of the models declares.</summary>
    public IEnumerable<string> Missing => Layers.Where(layer => !_declared.Any(one => Open(one) == layer)).Select(layer => layer.Name);

    /// <summary>Kinds of maps that none of the models has in a block that takes them.</summary>
    public IEnumerable<string> MissingMaps =>
        from setting in Settings(property => property.PropertyType == typeof(LinearMap))
        from map in Enum.GetValues<LinearMap>()
        where !setting.Values.Contains(map)
        select $"{setting.Name} = {map}";

    /// <summary>Activations that none of the models has.</summary>
    public IEnumerable<ActivationKind> MissingActivations =>
        Enum.GetValues<ActivationKind>().Except([ActivationKind.None]).Except(_declared.SelectMany(one => one.GetType().GetProperties()
            .Where(property => property.PropertyType == typeof(ActivationKind)).Select(property => (ActivationKind)property.GetValue(one)!)));

    /// <summary>Properties of all layers, and what the models say of each.</summary>
    public IEnumerable<(string Name, object?[] Values)> Settings(Func<PropertyInfo, bool> filter) =>
        from layer in Layers
        from property in layer.GetProperties().Where(filter)
        select (
            $"{layer.Name}.{property.Name}",
            _declared.Where(one => Open(one) == layer).Select(one => one.GetType().GetProperty(property.Name)!.GetValue(one)).ToArray());

    private static IEnumerable<LayerAttribute> LayersOf(Type declared) => declared.GetCustomAttributes<LayerAttribute>().SelectMany(
        layer => layer.GetType() is { IsGenericType: true } use ? use.GetGenericArguments().SelectMany(LayersOf).Prepend(layer) : [layer]);

    private static Type Open(LayerAttribute layer) => layer.GetType() is { IsGenericType: true } type ? type.GetGenericTypeDefinition() : layer.GetType();
}
