using System.Globalization;
using SparseGen.Tests.Reference;

namespace SparseGen.Tests.Generation;

/// <summary>A declaration that some random numbers spell, as attributes and as the reference, with the blocks that it uses.</summary>
internal sealed class RandomDeclaration
{
    private const int MostLevels = 3;

    private readonly RandomNumbers _numbers;
    private readonly List<string> _blocks = [];
    private readonly List<int> _copies = [];

    public RandomDeclaration(string name, uint[] numbers)
    {
        _numbers = new RandomNumbers(numbers);
        Name = name;
        List<string> attributes = ["Model(HessianProducts = true)"];
        Reference = Input(attributes);
        var joined = Inputs(attributes);
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

        if (joined is not null && Reference.Shape.Count == 1)
        {
            Join(attributes, joined);
        }

        // Every other model ends in whatever came last: its output may be the result of a loop, a view, or a value that training alone changes.
        if (Choose(2) == 0)
        {
            var outputs = Size();
            attributes.Add($"Linear({outputs}, Name = \"last\")");
            Reference.Linear(outputs, name: "last");
        }

        Text = string.Join("\n\n", [.. _blocks, Class(attributes, name)]);
    }

    public string Name { get; }

    /// <summary>The classes in C#.</summary>
    public string Text { get; }

    /// <summary>The same layers in double precision.</summary>
    public ReferenceModelBuilder Reference { get; }

    /// <summary>Columns of the input that hold categories.</summary>
    public List<CategoryInfo> Categories { get; } = [];

    private ReferenceModelBuilder Input(List<string> attributes)
    {
        switch (Choose(3))
        {
            case 0:
                int patch = 1 + Choose(3), rows = 1 + Choose(4), columns = 1 + Choose(5), channels = 1 + Choose(3), features = Size();
                var bias = Choose(2) == 0;
                attributes.Add($"ImageInput({rows * patch}, {columns * patch}, {channels})");
                var image = ReferenceModelBuilder.Image(rows * patch, columns * patch, channels);
                for (var convolutions = Choose(3); convolutions > 0; convolutions--)
                {
                    OfImage(attributes, image);
                }

                attributes.Add($"PatchEmbedding({patch}, {features}, Bias = {Word(bias)})");
                return image.Patches(patch, features, bias);
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

    /// <summary>Categories among the first input's numbers, and another input, put in at once and, where there is a vector then, at the end again.</summary>
    /// <returns>Name of the other input.</returns>
    private string? Inputs(List<string> attributes)
    {
        var isCut = attributes.Count > 2;
        int columns = Reference.Shape[^1], rows = Reference.Shape.Count == 2 ? Reference.Shape[0] : 1, size = rows * columns;
        string? other = null;
        if (!isCut && Choose(3) == 0)
        {
            other = "other";
            int features = 1 + Choose(4), tokens = Reference.Shape.Count == 2 && Choose(2) == 0 ? rows : 0;
            attributes.Add($"Input(\"other\", {features}{(tokens > 0 ? $", Tokens = {tokens}" : "")})");
            Reference.Input(other, tokens > 0 ? [tokens, features] : [features]);
            other = tokens > 0 ? null : other;
        }

        if (!isCut && Choose(3) == 0)
        {
            int[] counts = [.. Enumerable.Range(0, 1 + Choose(Math.Min(3, columns))).Select(_ => 1 + Choose(7))];
            Categories.AddRange(counts.Select((count, at) => new CategoryInfo("embedding", columns - counts.Length + at, count, rows, columns)));
            var features = 1 + Choose(5);
            attributes.Add($"Embedding({features}, {string.Join(", ", counts)})");
            Reference.Embedding(features, counts);
        }

        if (attributes.Any(static attribute => attribute.StartsWith("Input(", StringComparison.Ordinal)))
        {
            Join(attributes, "other");
        }

        return other;
    }

    private void Join(List<string> attributes, string input)
    {
        attributes.Add($"Join(\"{input}\")");
        Reference.Join(input);
    }

    /// <summary>A layer that leaves height and width as they are.</summary>
    private void OfImage(List<string> attributes, ReferenceModelBuilder image)
    {
        var name = $"image{attributes.Count}";
        int side = Choose(2), kernel = (2 * side) + 1, channels = image.Shape[0], groups = Choose(2) == 0 ? 1 : channels;
        switch (Choose(7))
        {
            case 4:
                attributes.Add($"MaxPool({kernel}, 1, {side})");
                image.Pool(kernel, 1, side, isLargest: true);
                break;
            case 5:
                attributes.Add($"BatchNorm(Name = \"{name}\", Epsilon = 0.1f)");
                image.BatchNorm(0.1f, name: name);
                break;
            case 6:
                var hidden = 1 + Choose(9);
                attributes.Add($"ConvMlpBlock({hidden}, Name = \"{name}\", Epsilon = 0.1f)");
                image.ConvMlp(hidden, epsilon: 0.1f, name: name);
                break;
            case 0:
                attributes.Add($"DepthwiseConvolution({kernel}, 1, {side}, Name = \"{name}\")");
                image.Depthwise(kernel, 1, side, name: name);
                break;
            case 1:
                attributes.Add($"AveragePool({kernel}, 1, {side})");
                image.Pool(kernel, 1, side, isLargest: false);
                break;
            default:
                var filters = groups * (1 + Choose(5));
                attributes.Add($"Convolution({filters}, {kernel}, 1, {side}, {groups}, Name = \"{name}\")");
                image.Convolution(filters, kernel, 1, side, groups, name: name);
                break;
        }
    }

    private void Layer(List<string> attributes, ReferenceModelBuilder reference, bool keepsShape, int level)
    {
        // Every layer has a name of its own, so that the test does not depend on how default names are numbered.
        var name = $"layer{attributes.Count}";
        var kind = _numbers.Activation();
        var bias = Choose(2) == 0;
        var repeat = 1 + Choose(3);
        var settings = $"Name = \"{name}\", Bias = {Word(bias)}";
        var ofBlock = RandomNumbers.OfBlock(kind);
        var epsilon = RandomNumbers.Epsilon(reference.Shape[^1]);
        var epsilonText = $"Epsilon = {RandomNumbers.Text(epsilon)}";
        var block = $"{settings}, Repeat = {repeat}, Activation = ActivationKind.{ofBlock}, {epsilonText}";
        double dropout = Choose(3) * 0.25, depth = Choose(2) * 0.375;
        var depthText = $"StochasticDepth = {Word(depth)}";
        var noise = $"Dropout = {Word(dropout)}, {depthText}";
        switch (Choose(7))
        {
            case 0 or 1:
                attributes.Add(new RandomStructuredLayer(_numbers, reference, name, keepsShape, _copies).Add());
                return;
            case 2:
                attributes.AddRange(new RandomFamilyLayer(_numbers, reference, name, keepsShape).Add());
                return;
        }

        var choice = Choose(reference.Shape.Count == 2 ? 15 : 8);
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
                attributes.Add($"LayerNorm({settings}, {epsilonText})");
                reference.LayerNorm(epsilon, bias, name);
                break;
            case 3:
                attributes.Add($"BottleneckMlpBlock(2, {block}, {noise})");
                reference.BottleneckMlp(2, repeat, ofBlock, epsilon, bias, name, dropout, depth);
                break;
            case 4:
                var width = keepsShape || repeat > 1 ? reference.Shape[^1] : Size();
                var last = Choose(2) == 0;
                attributes.Add($"StandardMlpBlock({width}, {block}, ActivationLast = {Word(last)})");
                reference.StandardMlp(width, repeat, ofBlock, last, epsilon, bias, name);
                break;
            case 5:
                attributes.Add($"Dropout({Word(dropout)}, Name = \"{name}\")");
                reference.Dropout(dropout, name);
                break;
            case 6:
                Gate(attributes, reference, keepsShape, kind, name, settings, bias);
                break;
            case 7:
                Use(attributes, reference, keepsShape, name, repeat, level, depth);
                break;
            case 8:
                var gated = Choose(3) == 0;
                int tokenHidden = Size() * (gated ? 2 : 1), channelHidden = Size() * (gated ? 2 : 1);
                attributes.Add($"MixerBlock({tokenHidden}, {channelHidden}, {block}, {noise}, Gated = {Word(gated)})");
                reference.Mixer(tokenHidden, channelHidden, repeat, ofBlock, epsilon, bias, name, dropout: dropout, depth: depth, gated: gated);
                break;
            case 9:
                var mapped = Choose(2) == 0 ? 0 : keepsShape || repeat > 1 ? reference.Shape[0] : Size();
                attributes.Add($"SMixerBlock(Tokens = {mapped}, {block}, {depthText})");
                reference.SMixer(mapped, repeat, ofBlock, epsilon, bias, name, depth: depth);
                break;
            case 10:
                var tokens = keepsShape ? reference.Shape[0] : Size();
                attributes.Add($"TokenLinear({tokens}, {settings})");
                reference.TokenLinear(tokens, bias, name);
                break;
            case 11:
                int hiddenChannels = 2 * Size();
                attributes.Add($"GMlpBlock({hiddenChannels}, {settings}, Repeat = {repeat}, Epsilon = 1e-3f, GateEpsilon = 1e-3f, {noise})");
                reference.GMlp(hiddenChannels, repeat, bias, 1e-3f, 1e-3f, dropout, depth, name);
                break;
            case 12:
                var wide = Size();
                attributes.Add($"ResMlpBlock({wide}, {settings}, Repeat = {repeat}, {noise})");
                reference.ResMlp(wide, repeat, bias, dropout, depth, name);
                break;
            case 13:
                OtherShape(attributes, reference, keepsShape);
                break;
            default:
                int tokensOut = keepsShape ? reference.Shape[0] : Size(), channels = keepsShape ? reference.Shape[1] : Size();
                attributes.Add($"Kronecker({tokensOut}, {channels}, {settings})");
                reference.Kronecker(tokensOut, channels, bias, name);
                break;
        }
    }

    /// <summary>A gate or a scale of rows; where the width is to stay, one that leaves it.</summary>
    private void Gate(List<string> attributes, ReferenceModelBuilder reference, bool keepsShape, ActivationKind kind, string name, string settings, bool bias)
    {
        switch (Choose(3))
        {
            case 0 when reference.Shape[^1] % 2 == 0 && !keepsShape:
                var first = Choose(2) == 0;
                attributes.Add($"Gate(Activation = ActivationKind.{kind}, GateFirst = {Word(first)}, Name = \"{name}\")");
                reference.Gate(kind, first);
                break;
            case 1:
                attributes.Add($"Affine(Name = \"{name}\")");
                reference.Affine(name);
                break;
            default:
                attributes.Add($"SoftmaxGate({settings})");
                reference.SoftmaxGate(bias, name);
                break;
        }
    }

    /// <summary>A transposition or other tokens of other channels; where the shape is to stay, one that ends where it began.</summary>
    private void OtherShape(List<string> attributes, ReferenceModelBuilder reference, bool keepsShape)
    {
        int tokens = reference.Shape[0], channels = reference.Shape[1];
        var turns = Choose(2) == 0;
        if (turns)
        {
            attributes.Add("Transpose");
            reference.Transpose();
        }

        if (!turns || keepsShape)
        {
            (int Tokens, int Channels) other = turns || keepsShape ? (tokens, channels) : (channels, tokens);
            attributes.Add($"Reshape({other.Tokens}, {other.Channels})");
            reference.Reshape(other.Tokens, other.Channels);
        }
    }

    private void Use(List<string> attributes, ReferenceModelBuilder reference, bool keepsShape, string name, int repeat, int level, double depth)
    {
        var residual = Choose(2) == 0;
        var layers = 1 + Choose(3);
        List<string> body = ["Block"];
        var start = _numbers.Position;
        var copy = 0;
        reference.Use(
            name,
            inner =>
            {
                // Each copy reads the same random numbers, and so has the same layers.
                _numbers.Position = start;
                body = ["Block"];
                if (repeat > 1)
                {
                    _copies.Add(copy++);
                }

                for (var layer = 0; layer < layers; layer++)
                {
                    Layer(body, inner, keepsShape || residual || repeat > 1, level + 1);
                }

                if (repeat > 1)
                {
                    _copies.RemoveAt(_copies.Count - 1);
                }
            },
            repeat,
            residual,
            residual ? depth : 0);
        var block = $"{Name}Block{_blocks.Count}";
        _blocks.Add(Class(body, block));
        attributes.Add($"Use<{block}>(Name = \"{name}\", Repeat = {repeat}, Residual = {Word(residual)}{(residual ? $", StochasticDepth = {Word(depth)}" : "")})");
    }

    private static string Class(List<string> attributes, string name) =>
        $"/// <summary>Drawn at random.</summary>\n[{string.Join(", ", attributes)}]\npublic sealed partial class {name};";

    private int Size() => _numbers.Size();

    private int Choose(int count) => _numbers.Choose(count);

    private static string Word(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Word(bool value) => value ? "true" : "false";
}
