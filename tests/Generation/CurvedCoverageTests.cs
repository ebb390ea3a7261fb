using System.Reflection;

namespace SparseGen.Tests.Generation;

/// <summary>The models with Hessian-vector products hold every layer and every activation, so that a new one cannot go without a test.</summary>
public sealed class CurvedCoverageTests
{
    private static readonly Attribute[] Declared =
    [
        .. typeof(CurvedCases).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(BlockAttribute)) || CurvedCases.All.Any(one => one.Name == type.Name))
            .SelectMany(type => type.GetCustomAttributes()),
    ];

    [Fact]
    public void EveryLayerHasAHessianProductThatIsTested()
    {
        var layers = typeof(LayerAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract);
        var missing = layers.Where(layer => !Declared.Any(one => Open(one.GetType()) == layer)).Select(layer => layer.Name);
        Assert.Empty(missing);
    }

    [Fact]
    public void EveryActivationHasAHessianProductThatIsTested()
    {
        var used = Declared.SelectMany(one => one.GetType().GetProperties()
            .Where(property => property.PropertyType == typeof(ActivationKind)).Select(property => (ActivationKind)property.GetValue(one)!));
        Assert.Empty(Enum.GetValues<ActivationKind>().Except(used).Except([ActivationKind.None]));
    }

    private static Type Open(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
}
