using SparseGen.Tests.Reference;

namespace SparseGen.Tests.Generation;

/// <summary>A declaration that some random numbers spell, as attributes and as the reference.</summary>
internal sealed class RandomDeclaration
{
    private static readonly int[] Sizes = [5, 6, 7, 8, 11, 15, 16, 17, 24, 31, 32, 33, 47, 64, 65];
    private static readonly ActivationKind[] Kinds = Enum.GetValues<ActivationKind>();

    private readonly uint[] _numbers;
    private readonly List<string> _attributes = ["Model"];
    private int _next;
    private bool _hasTokens = true;

    public RandomDeclaration(string name, uint[] numbers)
    {
        _numbers = numbers;
        Name = name;
        Reference = Input();
        for (var layers = 1 + Choose(4); layers > 0; layers--)
        {
            Layer();
        }

        if (_hasTokens && Choose(2) == 0)
        {
            _attributes.Add("TokenMean");
            Reference.TokenMean();
        }

        var outputs = Size();
        _attributes.Add($"Linear({outputs}, Name = \"last\")");
        Reference.Linear(outputs, name: "last");
        Text = $"/// <summary>Drawn at random.</summary>\n[{string.Join(", ", _attributes)}]\npublic sealed partial class {name};";
    }

    public string Name { get; }

    /// <summary>The class in C#.</summary>
    public string Text { get; }

    /// <summary>The same layers in double precision.</summary>
    public ReferenceModelBuilder Reference { get; }

    private ReferenceModelBuilder Input()
    {
        switch (Choose(3))
        {
            case 0:
                int patch = 1 + Choose(3), rows = 1 + Choose(4), columns = 1 + Choose(5), channels = 1 + Choose(3), features = Size();
                var bias = Choose(2) == 0;
                _attributes.Add($"ImageInput({rows * patch}, {columns * patch}, {channels})");
                _attributes.Add($"PatchEmbedding({patch}, {features}, Bias = {Word(bias)})");
                return ReferenceModelBuilder.Image(rows * patch, columns * patch, channels).Patches(patch, features, bias);
            case 1:
                int tokens = Size(), width = Size();
                _attributes.Add($"TokenInput({tokens}, {width})");
                return ReferenceModelBuilder.Sequence(tokens, width);
            default:
                var length = Size();
                _hasTokens = false;
                _attributes.Add($"VectorInput({length})");
                return ReferenceModelBuilder.Vector(length);
        }
    }

    private void Layer()
    {
        // Every layer has a name of its own, so that the test does not depend on how default names are numbered.
        var name = $"layer{_attributes.Count}";
        switch (Choose(_hasTokens ? 4 : 3))
        {
            case 0:
                var outputs = Size();
                var bias = Choose(2) == 0;
                _attributes.Add($"Linear({outputs}, Name = \"{name}\", Bias = {Word(bias)})");
                Reference.Linear(outputs, bias, name);
                break;
            case 1:
                var kind = Kinds[Choose(Kinds.Length)];
                _attributes.Add($"Activation(ActivationKind.{kind})");
                Reference.Activation(kind);
                break;
            case 2:
                bias = Choose(2) == 0;
                _attributes.Add($"LayerNorm(Name = \"{name}\", Epsilon = 1e-3f, Bias = {Word(bias)})");
                Reference.LayerNorm(1e-3f, bias, name);
                break;
            default:
                int tokenHidden = Size(), channelHidden = Size(), repeat = 1 + Choose(3);
                kind = Kinds[Choose(Kinds.Length)];
                bias = Choose(2) == 0;
                _attributes.Add(
                    $"MixerBlock({tokenHidden}, {channelHidden}, Name = \"{name}\", Repeat = {repeat}, Activation = ActivationKind.{kind}, Epsilon = 1e-3f, Bias = {Word(bias)})");
                Reference.Mixer(tokenHidden, channelHidden, repeat, kind, 1e-3f, bias, name);
                break;
        }
    }

    private int Size() => Sizes[Choose(Sizes.Length)];

    private int Choose(int count) => (int)(_numbers[_next++ % _numbers.Length] % (uint)count);

    private static string Word(bool value) => value ? "true" : "false";
}
