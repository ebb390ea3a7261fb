namespace SparseGen.Tests.Reference;

/// <content>Layers of images.</content>
internal sealed partial class ReferenceModelBuilder
{
    public ReferenceModelBuilder Convolution(int filters, int kernel, int stride = 1, int padding = 0, int groups = 1, bool bias = true, string name = "conv1")
    {
        int[] image = _shape, result = [filters, Places(1, kernel, stride, padding), Places(2, kernel, stride, padding)];
        _layers.Add(new ReferenceConvolution(
            _prefix + name, image, result, [kernel, kernel], [padding, padding], stride, groups, bias, filters, image[0] / groups, kernel, kernel));
        _shape = result;
        return this;
    }

    public ReferenceModelBuilder Depthwise(int kernel, int stride = 1, int padding = 0, bool bias = true, string name = "conv1") =>
        Convolution(_shape[0], kernel, stride, padding, _shape[0], bias, name);

    public ReferenceModelBuilder Pool(int kernel, int stride, int padding, bool isLargest)
    {
        int[] image = _shape, result = [image[0], Places(1, kernel, stride, padding), Places(2, kernel, stride, padding)];
        _layers.Add(new ReferencePool(image, result, kernel, stride, padding, isLargest));
        _shape = result;
        return this;
    }

    public ReferenceModelBuilder GlobalPool() => ImageTokens().TokenMean();

    public ReferenceModelBuilder ImageTokens()
    {
        _shape = [_shape[0], _shape[1] * _shape[2]];
        return Transpose();
    }

    public ReferenceModelBuilder TokenImage(int height, int width)
    {
        Transpose();
        _shape = [_shape[0], height, width];
        return this;
    }

    /// <summary>A convolution of each channel along the tokens.</summary>
    public ReferenceModelBuilder AlongTokens(int kernel, bool isCausal = false, bool bias = true, string name = "conv1")
    {
        (int tokens, int channels) = (_shape[0], _shape[1]);
        Transpose();
        int[] image = [channels, 1, tokens];
        _layers.Add(new ReferenceConvolution(
            _prefix + name, image, image, [1, kernel], [0, isCausal ? kernel - 1 : (kernel - 1) / 2], 1, channels, bias, channels, 1, kernel));
        return Transpose();
    }

    /// <summary>The block of ConvMLP, on pixels.</summary>
    public ReferenceModelBuilder ConvMlp(
        int hidden, int repeat = 1, ActivationKind activation = ActivationKind.Gelu, double epsilon = 1e-5f, bool bias = true, double dropout = 0, double depth = 0,
        string? name = null)
    {
        int[] image = _shape;
        ImageTokens();
        (int pixels, int channels) = (_shape[0], _shape[1]);
        for (var copy = 0; copy < repeat; copy++)
        {
            var prefix = BlockName(name, copy, repeat);
            ReferenceSequence Mlp(string norm, string mlp) => new(
                residual: true,
                new ReferenceLayerNorm($"{prefix}.{norm}", pixels, channels, epsilon, bias: true),
                new ReferenceLinear($"{prefix}.{mlp}.fc1", pixels, channels, hidden, bias),
                new ReferenceActivation(activation),
                Elements($"{prefix}.{mlp}.fc1", dropout),
                new ReferenceLinear($"{prefix}.{mlp}.fc2", pixels, hidden, channels, bias),
                Elements($"{prefix}.{mlp}.fc2", dropout),
                Samples($"{prefix}.{mlp}", depth));
            _layers.Add(Mlp("norm1", "channel_mlp1"));
            _layers.Add(new ReferenceLayerNorm($"{prefix}.connect_norm", pixels, channels, epsilon, bias: true));
            _layers.Add(new ReferencePermutation(Permutations.Commutation(pixels, channels)));
            _layers.Add(new ReferenceConvolution($"{prefix}.connect", image, image, [3, 3], [1, 1], 1, channels, false, channels, 1, 3, 3));
            _layers.Add(new ReferencePermutation(Permutations.Commutation(channels, pixels)));
            _layers.Add(Mlp("norm2", "channel_mlp2"));
        }

        return TokenImage(image[1], image[2]);
    }

    private int Places(int side, int kernel, int stride, int padding) => (_shape[side] + (2 * padding) - kernel) / stride + 1;
}
