namespace SparseGen.Tests.Reference;

/// <content>Layers of series.</content>
internal sealed partial class ReferenceModelBuilder
{
    /// <summary>A norm of all numbers of a sample.</summary>
    public ReferenceModelBuilder LayerNormOverTokens(double epsilon = 1e-6, bool bias = true, string name = "norm")
    {
        _layers.Add(new ReferenceLayerNorm(_prefix + name, 1, Size, epsilon, bias, _shape));
        return this;
    }

    public ReferenceModelBuilder InstanceNorm(double epsilon = 1e-5, bool affine = true, string name = "revin")
    {
        _norms.Push(new ReferenceInstanceNorm(_prefix + name, _shape[0], _shape[1], epsilon, affine));
        _layers.Add(_norms.Peek());
        return this;
    }

    public ReferenceModelBuilder UndoInstanceNorm()
    {
        _layers.Add(new ReferenceUndoInstanceNorm(_norms.Pop(), _shape[1]));
        return this;
    }

    /// <summary>Patches of a vector, or of [time, channels] with all channels in each.</summary>
    public ReferenceModelBuilder SeriesPatches(int length, int stride)
    {
        var step = Size / _shape[0];
        _layers.Add(new ReferencePatches(Size, length * step, stride * step));
        _shape = [((_shape[0] - length) / stride) + 1, length * step];
        return this;
    }

    /// <summary>Layers for each channel by itself.</summary>
    public ReferenceModelBuilder PerChannel(Action<ReferenceModelBuilder> body)
    {
        var inner = new ReferenceModelBuilder([_shape[0]], _prefix, _noise);
        body(inner);
        _layers.Add(new ReferencePerChannel(new ReferenceSequence(residual: false, [.. inner._layers]), _noise, _shape[1]));
        _shape = [inner.Size, _shape[1]];
        return this;
    }

    /// <summary>The block of TinyTimeMixer.</summary>
    public ReferenceModelBuilder GatedMixer(int expansion, int repeat = 1, double epsilon = 1e-5, double dropout = 0, string name = "mixer_layers")
    {
        (int tokens, int channels) = (_shape[0], _shape[1]);
        for (var copy = 0; copy < repeat; copy++)
        {
            var prefix = name == "mixer_layers" || repeat > 1 ? $"{_prefix}{name}.{copy}" : _prefix + name;
            ReferenceSequence Mlp(string half, int rows, int width)
            {
                var hidden = expansion * width;
                return new ReferenceSequence(
                    residual: false,
                    new ReferenceLinear($"{prefix}.{half}.mlp.fc1", rows, width, hidden, bias: true),
                    new ReferenceActivation(ActivationKind.Gelu),
                    Elements($"{prefix}.{half}.mlp.fc1", dropout),
                    new ReferenceLinear($"{prefix}.{half}.mlp.fc2", rows, hidden, width, bias: true),
                    Elements($"{prefix}.{half}.mlp.fc2", dropout),
                    new ReferenceProduct(
                        new ReferenceSequence(residual: false),
                        new ReferenceSequence(
                            residual: false,
                            new ReferenceLinear($"{prefix}.{half}.gating_block.attn_layer", rows, width, width, bias: true),
                            new ReferenceSoftmax(width))));
            }

            _layers.Add(new ReferenceSequence(
                residual: true,
                new ReferenceLayerNorm($"{prefix}.patch_mixer.norm.norm", tokens, channels, epsilon, bias: true),
                new ReferenceAlongTokens(Mlp("patch_mixer", channels, tokens), tokens, channels)));
            _layers.Add(new ReferenceSequence(
                residual: true,
                new ReferenceLayerNorm($"{prefix}.feature_mixer.norm.norm", tokens, channels, epsilon, bias: true),
                Mlp("feature_mixer", tokens, channels)));
        }

        return this;
    }
}
