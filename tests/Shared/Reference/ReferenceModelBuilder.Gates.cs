namespace SparseGen.Tests.Reference;

/// <content>Gates, products of branches and the blocks that have them.</content>
internal sealed partial class ReferenceModelBuilder
{
    /// <summary>x softmax(A x + a).</summary>
    public ReferenceModelBuilder SoftmaxGate(bool bias = true, string name = "gating_block")
    {
        int channels = _shape[^1];
        _layers.Add(new ReferenceProduct(
            new ReferenceSequence(residual: false),
            new ReferenceSequence(residual: false, new ReferenceLinear($"{_prefix}{name}.attn_layer", Rows, channels, channels, bias), new ReferenceSoftmax(channels))));
        return this;
    }

    public ReferenceModelBuilder Affine(string name = "norm")
    {
        _layers.Add(ReferenceScale.Affine(_prefix + name, _shape[^1]));
        return this;
    }

    public ReferenceModelBuilder LayerScale(string name)
    {
        _layers.Add(new ReferenceScale(new(_prefix + name, _shape[^1]), null));
        return this;
    }

    /// <summary>u phi(v), or phi(u) v.</summary>
    public ReferenceModelBuilder Gate(ActivationKind kind = ActivationKind.Sigmoid, bool gateFirst = false)
    {
        _shape = [.. _shape[..^1], _shape[^1] / 2];
        _layers.Add(Gate(Rows, _shape[^1], Function(kind), gateFirst));
        return this;
    }

    /// <summary>u (W LN(v) + b).</summary>
    public ReferenceModelBuilder SpatialGate(double epsilon = 1e-5, bool bias = true, string name = "gate")
    {
        _shape = [_shape[0], _shape[1] / 2];
        _layers.Add(SpatialGate(_prefix + name, _shape[0], _shape[1], epsilon, bias));
        return this;
    }

    /// <summary>left(x) right(x).</summary>
    public ReferenceModelBuilder Product(string name, (string Name, Action<ReferenceModelBuilder> Body) left, (string Name, Action<ReferenceModelBuilder> Body) right)
    {
        var branches = new[] { left, right }.Select(branch =>
        {
            var inner = new ReferenceModelBuilder(_shape, $"{_prefix}{name}.{branch.Name}.", _noise);
            branch.Body(inner);
            return inner;
        }).ToArray();
        _layers.Add(new ReferenceProduct(new ReferenceSequence(residual: false, [.. branches[0]._layers]), new ReferenceSequence(residual: false, [.. branches[1]._layers])));
        _shape = branches[0]._shape;
        return this;
    }

    /// <summary>x block(x).</summary>
    public ReferenceModelBuilder Multiply(string name, Action<ReferenceModelBuilder> body, int repeat = 1)
    {
        for (var copy = 0; copy < repeat; copy++)
        {
            var inner = new ReferenceModelBuilder(_shape, repeat > 1 ? $"{_prefix}{name}.{copy}." : $"{_prefix}{name}.", _noise);
            body(inner);
            _layers.Add(new ReferenceProduct(new ReferenceSequence(residual: false), new ReferenceSequence(residual: false, [.. inner._layers])));
        }

        return this;
    }

    public ReferenceModelBuilder ResMlp(int channelHidden, int repeat = 1, bool bias = true, double dropout = 0, double depth = 0, string? name = null)
    {
        int tokens = _shape[0], channels = _shape[1];
        for (var copy = 0; copy < repeat; copy++)
        {
            var prefix = BlockName(name, copy, repeat);
            _layers.Add(new ReferenceSequence(
                residual: true,
                ReferenceScale.Affine($"{prefix}.norm1", channels),
                new ReferenceTokenLinear($"{prefix}.linear_tokens", tokens, channels, tokens, bias),
                new ReferenceScale(new($"{prefix}.ls1", channels), null),
                Samples($"{prefix}.linear_tokens", depth)));
            _layers.Add(new ReferenceSequence(
                residual: true,
                ReferenceScale.Affine($"{prefix}.norm2", channels),
                new ReferenceLinear($"{prefix}.mlp_channels.fc1", tokens, channels, channelHidden, bias),
                new ReferenceActivation(ActivationKind.Gelu),
                Elements($"{prefix}.mlp_channels.fc1", dropout),
                new ReferenceLinear($"{prefix}.mlp_channels.fc2", tokens, channelHidden, channels, bias),
                Elements($"{prefix}.mlp_channels.fc2", dropout),
                new ReferenceScale(new($"{prefix}.ls2", channels), null),
                Samples($"{prefix}.mlp_channels", depth)));
        }

        return this;
    }

    public ReferenceModelBuilder GMlp(
        int channelHidden, int repeat = 1, bool bias = true, double epsilon = 1e-6, double gateEpsilon = 1e-5, double dropout = 0, double depth = 0, string? name = null)
    {
        int tokens = _shape[0], channels = _shape[1];
        for (var copy = 0; copy < repeat; copy++)
        {
            var prefix = BlockName(name, copy, repeat);
            _layers.Add(new ReferenceSequence(
                residual: true,
                new ReferenceLayerNorm($"{prefix}.norm", tokens, channels, epsilon, bias: true),
                new ReferenceLinear($"{prefix}.mlp_channels.fc1", tokens, channels, channelHidden, bias),
                new ReferenceActivation(ActivationKind.Gelu),
                Elements($"{prefix}.mlp_channels.fc1", dropout),
                SpatialGate($"{prefix}.mlp_channels.gate", tokens, channelHidden / 2, gateEpsilon, bias),
                new ReferenceLinear($"{prefix}.mlp_channels.fc2", tokens, channelHidden / 2, channels, bias),
                Elements($"{prefix}.mlp_channels.fc2", dropout),
                Samples($"{prefix}.mlp_channels", depth)));
        }

        return this;
    }

    private static ReferenceProduct Gate(int rows, int half, ReferenceLayer function, bool gateFirst = false) => new(
        new ReferenceSequence(residual: false, new ReferenceHalf(rows, half, second: !gateFirst), function), new ReferenceHalf(rows, half, second: gateFirst));

    private static ReferenceProduct SpatialGate(string name, int tokens, int half, double epsilon, bool bias) => new(
        new ReferenceHalf(tokens, half, second: false),
        new ReferenceSequence(
            residual: false,
            new ReferenceHalf(tokens, half, second: true),
            new ReferenceLayerNorm($"{name}.norm", tokens, half, epsilon, bias: true),
            new ReferenceTokenLinear($"{name}.proj", tokens, half, tokens, bias)));
}
