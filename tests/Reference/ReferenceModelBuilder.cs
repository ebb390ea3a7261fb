namespace SparseGen.Tests.Reference;

/// <summary>
/// Puts a <see cref="ReferenceModel"/> together and follows the shape. It knows neither the attributes nor the generator, so that a
/// wrong shape rule there shows as a difference here.
/// </summary>
internal sealed class ReferenceModelBuilder
{
    private readonly List<ReferenceLayer> _layers = [];
    private readonly int _inputSize;
    private int[] _shape;
    private int _blocks;

    private ReferenceModelBuilder(params int[] shape)
    {
        _shape = shape;
        _inputSize = Size;
    }

    private int Size => _shape.Aggregate(1, (product, size) => product * size);

    private int Rows => Size / _shape[^1];

    public static ReferenceModelBuilder Image(int height, int width, int channels) => new(channels, height, width);

    public static ReferenceModelBuilder Sequence(int tokens, int channels) => new(tokens, channels);

    public static ReferenceModelBuilder Vector(int features) => new(features);

    public ReferenceModelBuilder Patches(int patch, int features, bool bias = true, string name = "stem")
    {
        _layers.Add(new ReferencePatchEmbedding(name, _shape[1], _shape[2], _shape[0], patch, features, bias));
        _shape = [_shape[1] / patch * (_shape[2] / patch), features];
        return this;
    }

    public ReferenceModelBuilder Linear(int outputs, bool bias = true, string name = "head")
    {
        _layers.Add(new ReferenceLinear(name, Rows, _shape[^1], outputs, bias));
        _shape = [.. _shape[..^1], outputs];
        return this;
    }

    public ReferenceModelBuilder TokenLinear(int outputs, bool bias = true, string name = "tokens")
    {
        _layers.Add(new ReferenceTokenLinear(name, _shape[0], _shape[1], outputs, bias));
        _shape = [outputs, _shape[1]];
        return this;
    }

    public ReferenceModelBuilder LayerNorm(double epsilon = 1e-6, bool bias = true, string name = "norm")
    {
        _layers.Add(new ReferenceLayerNorm(name, Rows, _shape[^1], epsilon, bias));
        return this;
    }

    public ReferenceModelBuilder Activation(ActivationKind kind)
    {
        _layers.Add(new ReferenceActivation(kind));
        return this;
    }

    public ReferenceModelBuilder TokenMean()
    {
        _layers.Add(new ReferenceTokenMean(_shape[0], _shape[1]));
        _shape = [_shape[1]];
        return this;
    }

    public ReferenceModelBuilder Mixer(
        int tokenHidden,
        int channelHidden,
        int repeat = 1,
        ActivationKind activation = ActivationKind.Gelu,
        double epsilon = 1e-6,
        bool bias = true,
        string? name = null)
    {
        int tokens = _shape[0], channels = _shape[1];
        for (var copy = 0; copy < repeat; copy++)
        {
            // timm numbers blocks through the whole model; a name given by hand is numbered only where there are copies.
            var prefix = name is null ? $"blocks.{_blocks++}" : repeat > 1 ? $"{name}.{copy}" : name;
            _layers.Add(new ReferenceSequence(
                residual: true,
                new ReferenceLayerNorm($"{prefix}.norm1", tokens, channels, epsilon, bias: true),
                new ReferenceTokenLinear($"{prefix}.mlp_tokens.fc1", tokens, channels, tokenHidden, bias),
                new ReferenceActivation(activation),
                new ReferenceTokenLinear($"{prefix}.mlp_tokens.fc2", tokenHidden, channels, tokens, bias)));
            _layers.Add(new ReferenceSequence(
                residual: true,
                new ReferenceLayerNorm($"{prefix}.norm2", tokens, channels, epsilon, bias: true),
                new ReferenceLinear($"{prefix}.mlp_channels.fc1", tokens, channels, channelHidden, bias),
                new ReferenceActivation(activation),
                new ReferenceLinear($"{prefix}.mlp_channels.fc2", tokens, channelHidden, channels, bias)));
        }

        return this;
    }

    public ReferenceModel Build() => new(_inputSize, Size, new ReferenceSequence(residual: false, [.. _layers]));
}
