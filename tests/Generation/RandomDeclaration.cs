using SparseGen.Tests.Reference;

namespace SparseGen.Tests.Generation;

/// <summary>A declaration that some random numbers spell, as attributes and as the reference, with the blocks that it uses.</summary>
internal sealed class RandomDeclaration
{
    private const int MostLevels = 3;

    private static readonly int[] Sizes = [5, 6, 7, 8, 11, 15, 16, 17, 24, 31, 32, 33, 47, 64, 65];
    private static readonly ActivationKind[] Kinds = Enum.GetValues<ActivationKind>();

    private readonly uint[] _numbers;
    private readonly List<string> _blocks = [];
    private int _next;

    public RandomDeclaration(string name, uint[] numbers)
    {
        _numbers = numbers;
        Name = name;
        List<string> attributes = ["Model(HessianProducts = true)"];
        Reference = Input(attributes);
        for (var layers = 1 + Choose(4); layers > 0; layers--)
        {
            Layer(attributes, Reference, keepsShape: false, level: 0);
        }

        if (Reference.Shape.Count == 2)
        {
            switch (Choose(3))
            {
                case 0:
                    attributes.Add("TokenMean");
                    Reference.TokenMean();
                    break;
                case 1:
                    attributes.Add("Flatten");
                    Reference.Flatten();
                    break;
            }
        }

        var outputs = Size();
        attributes.Add($"Linear({outputs}, Name = \"last\")");
        Reference.Linear(outputs, name: "last");
        Text = string.Join("\n\n", [.. _blocks, Class(attributes, name)]);
    }

    public string Name { get; }

    /// <summary>The classes in C#.</summary>
    public string Text { get; }

    /// <summary>The same layers in double precision.</summary>
    public ReferenceModelBuilder Reference { get; }

    private ReferenceModelBuilder Input(List<string> attributes)
    {
        switch (Choose(3))
        {
            case 0:
                int patch = 1 + Choose(3), rows = 1 + Choose(4), columns = 1 + Choose(5), channels = 1 + Choose(3), features = Size();
                var bias = Choose(2) == 0;
                attributes.Add($"ImageInput({rows * patch}, {columns * patch}, {channels})");
                attributes.Add($"PatchEmbedding({patch}, {features}, Bias = {Word(bias)})");
                return ReferenceModelBuilder.Image(rows * patch, columns * patch, channels).Patches(patch, features, bias);
            case 1:
                int tokens = Size(), width = Size();
                attributes.Add($"TokenInput({tokens}, {width})");
                return ReferenceModelBuilder.Sequence(tokens, width);
            default:
                var length = Size();
                attributes.Add($"VectorInput({length})");
                return ReferenceModelBuilder.Vector(length);
        }
    }

    private void Layer(List<string> attributes, ReferenceModelBuilder reference, bool keepsShape, int level)
    {
        // Every layer has a name of its own, so that the test does not depend on how default names are numbered.
        var name = $"layer{attributes.Count}";
        var kind = Kinds[Choose(Kinds.Length)];
        var bias = Choose(2) == 0;
        var repeat = 1 + Choose(3);
        var settings = $"Name = \"{name}\", Bias = {Word(bias)}";
        var block = $"{settings}, Repeat = {repeat}, Activation = ActivationKind.{kind}, Epsilon = 1e-3f";
        var choice = Choose(reference.Shape.Count == 2 ? 10 : 6);
        switch (level < MostLevels ? choice : Math.Min(choice, 4))
        {
            case 0:
                var outputs = keepsShape ? reference.Shape[^1] : Size();
                attributes.Add($"Linear({outputs}, {settings})");
                reference.Linear(outputs, bias, name);
                break;
            case 1:
                attributes.Add($"Activation(ActivationKind.{kind})");
                reference.Activation(kind);
                break;
            case 2 when Choose(3) == 0:
                attributes.Add($"DiagonalLinear(Name = \"{name}\")");
                reference.Diagonal(name);
                break;
            case 2:
                attributes.Add($"LayerNorm({settings}, Epsilon = 1e-3f)");
                reference.LayerNorm(1e-3f, bias, name);
                break;
            case 3:
                attributes.Add($"BottleneckMlpBlock(2, {block})");
                reference.BottleneckMlp(2, repeat, kind, 1e-3f, bias, name);
                break;
            case 4:
                var width = keepsShape || repeat > 1 ? reference.Shape[^1] : Size();
                var last = Choose(2) == 0;
                attributes.Add($"StandardMlpBlock({width}, {block}, ActivationLast = {Word(last)})");
                reference.StandardMlp(width, repeat, kind, last, 1e-3f, bias, name);
                break;
            case 5:
                Use(attributes, reference, keepsShape, name, repeat, level);
                break;
            case 6:
                int tokenHidden = Size(), channelHidden = Size();
                attributes.Add($"MixerBlock({tokenHidden}, {channelHidden}, {block})");
                reference.Mixer(tokenHidden, channelHidden, repeat, kind, 1e-3f, bias, name);
                break;
            case 7:
                var mapped = Choose(2) == 0 ? 0 : keepsShape || repeat > 1 ? reference.Shape[0] : Size();
                attributes.Add($"SMixerBlock(Tokens = {mapped}, {block})");
                reference.SMixer(mapped, repeat, kind, 1e-3f, bias, name);
                break;
            case 8:
                var tokens = keepsShape ? reference.Shape[0] : Size();
                attributes.Add($"TokenLinear({tokens}, {settings})");
                reference.TokenLinear(tokens, bias, name);
                break;
            default:
                int tokensOut = keepsShape ? reference.Shape[0] : Size(), channels = keepsShape ? reference.Shape[1] : Size();
                attributes.Add($"Kronecker({tokensOut}, {channels}, {settings})");
                reference.Kronecker(tokensOut, channels, bias, name);
                break;
        }
    }

    private void Use(List<string> attributes, ReferenceModelBuilder reference, bool keepsShape, string name, int repeat, int level)
    {
        var residual = Choose(2) == 0;
        var layers = 1 + Choose(3);
        List<string> body = ["Block"];
        var start = _next;
        reference.Use(
            name,
            inner =>
            {
                // Each copy reads the same random numbers, and so has the same layers.
                _next = start;
                body = ["Block"];
                for (var layer = 0; layer < layers; layer++)
                {
                    Layer(body, inner, keepsShape || residual || repeat > 1, level + 1);
                }
            },
            repeat,
            residual);
        var block = $"{Name}Block{_blocks.Count}";
        _blocks.Add(Class(body, block));
        attributes.Add($"Use<{block}>(Name = \"{name}\", Repeat = {repeat}, Residual = {Word(residual)})");
    }

    private static string Class(List<string> attributes, string name) =>
        $"/// <summary>Drawn at random.</summary>\n[{string.Join(", ", attributes)}]\npublic sealed partial class {name};";

    private int Size() => Sizes[Choose(Sizes.Length)];

    private int Choose(int count) => (int)(_numbers[_next++ % _numbers.Length] % (uint)count);

    private static string Word(bool value) => value ? "true" : "false";
}
