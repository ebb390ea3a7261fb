extern alias generators;

using generators::SparseGen.Generators.Parsing;

namespace SparseGen.Tests.Generation.Limits;

/// <summary>
/// Declarations whose sizes lie at the edges of int, drawn by a fixed rule from all combinations: every input, every layer with every whole number and every
/// enumeration that its attribute takes, alone or behind another one.
/// </summary>
internal sealed class SizeGrid(int seed)
{
    private static readonly int[] Sizes =
    [
        1, 2, 3, 5, 64, 46340, 46341, 65535, 65536, 1 << 20, 1 << 24, (1 << 29) - 1, 1 << 29, 1 << 30, (1 << 30) + 1, int.MaxValue - 64, int.MaxValue - 1, int.MaxValue,
    ];

    private static readonly int[] SmallSizes = [1, 2, 3, 5, 64];
    private static readonly int[] OddSizes = [.. Sizes, 0, -1, int.MinValue];
    private static readonly double[] Shares = [1, 0.5, 1e-3, 1e-9];

    /// <summary>The attributes of layers, from the assembly that declares them, so that a new one is in the grid without further ado.</summary>
    private static readonly Type[] Layers =
    [
        .. typeof(LayerAttribute).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract && !type.IsGenericType)
            .OrderBy(static type => type.Name, StringComparer.Ordinal),
    ];

    private readonly Random _random = new(seed);

    /// <summary>Names of the layers that are drawn from.</summary>
    public static IEnumerable<string> Kinds => Layers.Select(Kind);

    /// <summary>The next declaration.</summary>
    public ModelSpec Next()
    {
        var layers = new List<LayerSpec> { Input() };
        int count = _random.Next(4) == 0 ? 2 : 1;
        for (int i = 0; i < count; i++)
        {
            LayerSpec layer = Layer(Layers[_random.Next(Layers.Length)]);
            layers.Add(_random.Next(8) == 0
                ? new LayerSpec(
                    "Use",
                    new EquatableArray<LayerArgument>([Number("Repeat", Pick(Sizes)), Number("Residual", _random.Next(2))]),
                    "Part",
                    new EquatableArray<LayerSpec>([layer]))
                : layer);
        }

        var name = new ModelName(default, new EquatableArray<TypePart>([new TypePart("class", "M")]));
        return new ModelSpec(name, new EquatableArray<LayerSpec>(layers)) { HessianProducts = _random.Next(2) == 0 };
    }

    private LayerSpec Input() => _random.Next(3) switch
    {
        0 => new LayerSpec("VectorInput", new EquatableArray<LayerArgument>([Number("features", Pick(Sizes))])),
        1 => new LayerSpec("TokenInput", new EquatableArray<LayerArgument>([Number("tokens", Side()), Number("channels", Side())])),
        _ => new LayerSpec(
            "ImageInput",
            new EquatableArray<LayerArgument>([Number("height", Side()), Number("width", Side()), Number("channels", Side())])),
    };

    /// <summary>Every other one is small, since few products of large ones fit.</summary>
    private int Side() => Pick(_random.Next(2) == 0 ? Sizes : SmallSizes);

    private LayerSpec Layer(Type type)
    {
        IEnumerable<(string Name, Type Type)> given = type.GetConstructors()[0].GetParameters().Select(static parameter => (parameter.Name!, parameter.ParameterType));
        IEnumerable<(string Name, Type Type)> optional = type.GetProperties().Where(property => property.CanWrite && _random.Next(3) == 0)
            .Select(static property => (property.Name, property.PropertyType));
        IEnumerable<LayerArgument> arguments = given.Concat(optional).Where(static one => one.Type != typeof(string)).Select(one => Number(one.Name, Value(one.Type)));
        return new LayerSpec(Kind(type), new EquatableArray<LayerArgument>(arguments));
    }

    private double Value(Type type) =>
        type == typeof(int) ? (_random.Next(16) == 0 ? Pick(OddSizes) : Side())
        : type == typeof(bool) ? _random.Next(2)
        : type.IsEnum ? _random.Next(Enum.GetValues(type).Length)
        : Pick(Shares);

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    private static string Kind(Type type) => type.Name[..^"Attribute".Length];

    private static LayerArgument Number(string name, double value) => new(name, value, null);
}
