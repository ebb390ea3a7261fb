namespace SparseGen.Tests.Reference;

/// <summary>
/// Puts a <see cref="ReferenceModel"/> together and follows the shape. It knows neither the attributes nor the generator, so that a
/// wrong shape rule there shows as a difference here.
/// </summary>
internal sealed partial class ReferenceModelBuilder
{
    private readonly List<ReferenceLayer> _layers = [];
    private readonly Stack<ReferenceInstanceNorm> _norms = [];
    private int _inputSize;
    private readonly string _prefix;
    private readonly ReferenceNoise _noise;
    private int[] _shape;
    private int _blocks;

    private ReferenceModelBuilder(int[] shape, string prefix = "", ReferenceNoise? noise = null)
    {
        _noise = noise ?? new ReferenceNoise();
        _shape = shape;
        _prefix = prefix;
        _inputSize = Size;
    }

    /// <summary>Shape behind the last layer.</summary>
    public IReadOnlyList<int> Shape => _shape;

    private int Size => _shape.Aggregate(1, (product, size) => product * size);

    private int Rows => Size / _shape[^1];

    public static ReferenceModelBuilder Image(int height, int width, int channels) => new([channels, height, width]);

    public static ReferenceModelBuilder Sequence(int tokens, int channels) => new([tokens, channels]);

    public static ReferenceModelBuilder Vector(int features) => new([features]);

    public ReferenceModelBuilder Patches(int patch, int features, bool bias = true, string name = "stem")
    {
        _layers.Add(new ReferencePatchEmbedding(_prefix + name, _shape[1], _shape[2], _shape[0], patch, features, bias));
        _shape = [_shape[1] / patch * (_shape[2] / patch), features];
        return this;
    }

    public ReferenceModelBuilder Linear(int outputs, bool bias = true, string name = "head")
    {
        _layers.Add(new ReferenceLinear(_prefix + name, Rows, _shape[^1], outputs, bias));
        _shape = [.. _shape[..^1], outputs];
        return this;
    }

    public ReferenceModelBuilder TokenLinear(int outputs, bool bias = true, string name = "tokens")
    {
        _layers.Add(new ReferenceTokenLinear(_prefix + name, _shape[0], _shape[1], outputs, bias));
        _shape = [outputs, _shape[1]];
        return this;
    }

    public ReferenceModelBuilder BlockDiagonal(int outputs, int blocks = 4, bool bias = true, bool shared = false, string name = "blockdiag")
    {
        _layers.Add(new ReferenceBlockDiagonal(_prefix + name, Rows, _shape[^1], outputs, blocks, bias, shared));
        _shape = [.. _shape[..^1], outputs];
        return this;
    }

    public ReferenceModelBuilder Sparse(int outputs, double density, string name, ulong seed = 0, bool bias = true)
    {
        _layers.Add(new ReferenceSparseLinear(_prefix + name, Rows, _shape[^1], outputs, density, seed, bias));
        _shape = [.. _shape[..^1], outputs];
        return this;
    }

    public ReferenceModelBuilder Monarch(int outputs, int blocks = 4, bool bias = true, string name = "monarch")
    {
        _layers.Add(new ReferenceMonarch(_prefix + name, Rows, _shape[^1], outputs, blocks, bias));
        _shape = [.. _shape[..^1], outputs];
        return this;
    }

    /// <summary>U V x, two maps.</summary>
    public ReferenceModelBuilder LowRank(int outputs, int rank, bool bias = true, string name = "lowrank") =>
        Linear(rank, bias: false, $"{name}.down").Linear(outputs, bias, $"{name}.up");

    public ReferenceModelBuilder BlockTensorTrain(int outputs, int blocks, int rank, bool bias = true, string name = "btt")
    {
        _layers.Add(new ReferenceMonarch(_prefix + name, Rows, _shape[^1], outputs, blocks, bias, blocks * rank));
        _shape = [.. _shape[..^1], outputs];
        return this;
    }

    public ReferenceModelBuilder BatchEnsemble(int members, int outputs, bool bias = true, string name = "ensemble")
    {
        _layers.Add(new ReferenceBatchEnsemble(_prefix + name, members, _shape.Length == 1, _shape[^1], outputs, bias));
        _shape = [members, outputs];
        return this;
    }

    public ReferenceModelBuilder MemberLinear(int outputs, bool bias = true, string name = "output")
    {
        _layers.Add(new ReferenceMemberLinear(_prefix + name, _shape[0], _shape[1], outputs, bias));
        _shape = [_shape[0], outputs];
        return this;
    }

    public ReferenceModelBuilder SparseBlock(
        double density,
        int repeat = 1,
        int expansion = 0,
        ulong seed = 0,
        bool bias = true,
        double epsilon = 1e-6,
        ActivationKind activation = ActivationKind.Gelu,
        string? name = null,
        double depth = 0)
    {
        int features = _shape[^1], hidden = expansion * features;
        for (var copy = 0; copy < repeat; copy++)
        {
            var prefix = BlockName(name, copy, repeat);
            var norm = new ReferenceLayerNorm($"{prefix}.norm", Rows, features, epsilon, bias: true);
            _layers.Add(expansion == 0
                ? new ReferenceSequence(
                    residual: true,
                    norm,
                    new ReferenceSparseLinear($"{prefix}.fc", Rows, features, features, density, seed, bias),
                    new ReferenceActivation(activation),
                    Samples(prefix, depth))
                : new ReferenceSequence(
                    residual: true,
                    norm,
                    new ReferenceSparseLinear($"{prefix}.fc1", Rows, features, hidden, density, seed, bias),
                    new ReferenceActivation(activation),
                    new ReferenceSparseLinear($"{prefix}.fc2", Rows, hidden, features, density, seed, bias),
                    new ReferenceActivation(activation),
                    Samples(prefix, depth)));
        }

        return this;
    }

    public ReferenceModelBuilder LayerNorm(double epsilon = 1e-6, bool bias = true, string name = "norm")
    {
        _layers.Add(new ReferenceLayerNorm(_prefix + name, Rows, _shape[^1], epsilon, bias));
        return this;
    }

    public ReferenceModelBuilder Diagonal(string name = "diagonal")
    {
        _layers.Add(new ReferenceDiagonal(_prefix + name, _shape[^1]));
        return this;
    }

    public ReferenceModelBuilder FeatureSum()
    {
        _layers.Add(new ReferenceFeatureSum(Rows, _shape[^1]));
        _shape = [.. _shape[..^1], 1];
        return this;
    }

    public ReferenceModelBuilder Activation(ActivationKind kind)
    {
        _layers.Add(Function(kind));
        return this;
    }

    public ReferenceModelBuilder Dropout(double rate, string name = "dropout")
    {
        _layers.Add(Elements(_prefix + name, rate));
        return this;
    }

    public ReferenceModelBuilder TokenMean()
    {
        _layers.Add(new ReferenceTokenMean(_shape[0], _shape[1]));
        _shape = [_shape[1]];
        return this;
    }

    /// <summary>Numbers lie in the same order as tokens, as an image and as a vector, so only the shape changes.</summary>
    public ReferenceModelBuilder Flatten()
    {
        _shape = [Size];
        return this;
    }

    /// <summary>Numbers in the same order under another shape.</summary>
    public ReferenceModelBuilder Reshape(int tokens, int channels)
    {
        _shape = [tokens, channels];
        return this;
    }

    public ReferenceModelBuilder Transpose()
    {
        _layers.Add(new ReferencePermutation(Permutations.Commutation(_shape[0], _shape[1])));
        _shape = [_shape[1], _shape[0]];
        return this;
    }

    public ReferenceModelBuilder Mixer(
        int tokenHidden,
        int channelHidden,
        int repeat = 1,
        ActivationKind activation = ActivationKind.Gelu,
        double epsilon = 1e-6,
        bool bias = true,
        string? name = null,
        ReferenceMap? tokenMap = null,
        ReferenceMap? channelMap = null,
        ulong? permutationSeed = null,
        double dropout = 0,
        double depth = 0,
        bool gated = false)
    {
        int tokens = _shape[0], channels = _shape[1], parts = gated ? 2 : 1;
        ReferenceLayer Activate(int rows, int half) => gated ? Gate(rows, half, new ReferenceActivation(activation)) : new ReferenceActivation(activation);
        (tokenMap, channelMap) = (tokenMap ?? ReferenceMap.Dense, channelMap ?? ReferenceMap.Dense);
        for (var copy = 0; copy < repeat; copy++)
        {
            var prefix = BlockName(name, copy, repeat);
            _layers.Add(new ReferenceSequence(
                residual: true,
                new ReferenceLayerNorm($"{prefix}.norm1", tokens, channels, epsilon, bias: true),
                RandomOrder(permutationSeed, $"{prefix}.mlp_tokens.before", Size),
                tokenMap.Tokens($"{prefix}.mlp_tokens.fc1", tokens, channels, tokenHidden, bias),
                Activate(1, tokenHidden / parts * channels),
                Elements($"{prefix}.mlp_tokens.fc1", dropout),
                tokenMap.Tokens($"{prefix}.mlp_tokens.fc2", tokenHidden / parts, channels, tokens, bias),
                Elements($"{prefix}.mlp_tokens.fc2", dropout),
                Samples($"{prefix}.mlp_tokens", depth),
                RandomOrder(permutationSeed, $"{prefix}.mlp_tokens.after", Size)));
            _layers.Add(new ReferenceSequence(
                residual: true,
                new ReferenceLayerNorm($"{prefix}.norm2", tokens, channels, epsilon, bias: true),
                RandomOrder(permutationSeed, $"{prefix}.mlp_channels.before", Size),
                channelMap.Channels($"{prefix}.mlp_channels.fc1", tokens, channels, channelHidden, bias),
                Activate(tokens, channelHidden / parts),
                Elements($"{prefix}.mlp_channels.fc1", dropout),
                channelMap.Channels($"{prefix}.mlp_channels.fc2", tokens, channelHidden / parts, channels, bias),
                Elements($"{prefix}.mlp_channels.fc2", dropout),
                Samples($"{prefix}.mlp_channels", depth),
                RandomOrder(permutationSeed, $"{prefix}.mlp_channels.after", Size)));
        }

        return this;
    }

    /// <summary>S-Mixer's block; with <paramref name="mappedTokens"/> its first skip is LN(Wt X), and the number of tokens may change.</summary>
    public ReferenceModelBuilder SMixer(
        int mappedTokens = 0,
        int repeat = 1,
        ActivationKind activation = ActivationKind.Gelu,
        double epsilon = 1e-5,
        bool bias = true,
        string? name = null,
        ReferenceMap? tokenMap = null,
        ReferenceMap? channelMap = null,
        ulong? permutationSeed = null,
        double depth = 0)
    {
        (tokenMap, channelMap) = (tokenMap ?? ReferenceMap.Dense, channelMap ?? ReferenceMap.Dense);
        for (var copy = 0; copy < repeat; copy++)
        {
            var prefix = BlockName(name, copy, repeat);
            int tokens = _shape[0], channels = _shape[1], after = mappedTokens > 0 ? mappedTokens : tokens;
            var mixing = new ReferenceSequence(
                residual: mappedTokens == 0,
                new ReferenceLayerNorm($"{prefix}.norm1", tokens, channels, epsilon, bias: true),
                RandomOrder(permutationSeed, $"{prefix}.mlp_tokens.before", tokens * channels),
                tokenMap.Tokens($"{prefix}.mlp_tokens", tokens, channels, after, bias),
                new ReferenceActivation(activation),
                Samples($"{prefix}.mlp_tokens", depth),
                RandomOrder(permutationSeed, $"{prefix}.mlp_tokens.after", after * channels));
            _layers.Add(mappedTokens == 0
                ? mixing
                : new ReferenceSum(
                    new ReferenceSequence(
                        residual: false,
                        tokenMap.Tokens($"{prefix}.skip", tokens, channels, after, bias: false),
                        new ReferenceLayerNorm($"{prefix}.skip_norm", after, channels, epsilon, bias: true)),
                    mixing));
            _layers.Add(new ReferenceSequence(
                residual: true,
                new ReferenceLayerNorm($"{prefix}.norm2", after, channels, epsilon, bias: true),
                RandomOrder(permutationSeed, $"{prefix}.mlp_channels.before", after * channels),
                channelMap.Channels($"{prefix}.mlp_channels", after, channels, channels, bias),
                new ReferenceActivation(activation),
                Samples($"{prefix}.mlp_channels", depth),
                RandomOrder(permutationSeed, $"{prefix}.mlp_channels.after", after * channels)));
            _shape = [after, channels];
        }

        return this;
    }

    public ReferenceModelBuilder Kronecker(int tokens, int channels, bool bias = true, string name = "kronecker")
    {
        _layers.Add(new ReferenceKronecker(_prefix + name, _shape[0], _shape[1], tokens, channels, bias));
        _shape = [tokens, channels];
        return this;
    }

    /// <summary>W phi(LN(x)) + b, or phi(W LN(x) + b).</summary>
    public ReferenceModelBuilder StandardMlp(
        int width,
        int repeat = 1,
        ActivationKind activation = ActivationKind.Gelu,
        bool activationLast = false,
        double epsilon = 1e-5,
        bool bias = true,
        string? name = null)
    {
        for (var copy = 0; copy < repeat; copy++)
        {
            var prefix = BlockName(name, copy, repeat);
            var norm = new ReferenceLayerNorm($"{prefix}.norm", Rows, _shape[^1], epsilon, bias: true);
            var linear = new ReferenceLinear($"{prefix}.fc", Rows, _shape[^1], width, bias);
            var phi = new ReferenceActivation(activation);
            _layers.AddRange(activationLast ? [norm, linear, phi] : [norm, phi, linear]);
            _shape = [.. _shape[..^1], width];
        }

        return this;
    }

    /// <summary>z + Wc phi(We LN(z)).</summary>
    public ReferenceModelBuilder BottleneckMlp(
        int expansion = 4,
        int repeat = 1,
        ActivationKind activation = ActivationKind.Gelu,
        double epsilon = 1e-5,
        bool bias = true,
        string? name = null,
        double dropout = 0,
        double depth = 0)
    {
        var width = _shape[^1];
        for (var copy = 0; copy < repeat; copy++)
        {
            var prefix = BlockName(name, copy, repeat);
            _layers.Add(new ReferenceSequence(
                residual: true,
                new ReferenceLayerNorm($"{prefix}.norm", Rows, width, epsilon, bias: true),
                new ReferenceLinear($"{prefix}.fc1", Rows, width, expansion * width, bias),
                new ReferenceActivation(activation),
                Elements($"{prefix}.fc1", dropout),
                new ReferenceLinear($"{prefix}.fc2", Rows, expansion * width, width, bias),
                Elements($"{prefix}.fc2", dropout),
                Samples(prefix, depth)));
        }

        return this;
    }

    /// <summary>A block of layers under a name, as often as asked for, each time with tensors of its own.</summary>
    public ReferenceModelBuilder Use(string name, Action<ReferenceModelBuilder> body, int repeat = 1, bool residual = false, double depth = 0)
    {
        for (var copy = 0; copy < repeat; copy++)
        {
            var prefix = repeat > 1 ? $"{_prefix}{name}.{copy}" : _prefix + name;
            var inner = new ReferenceModelBuilder(_shape, prefix + ".", _noise) { _inputs = _inputs };
            body(inner);
            _layers.Add(new ReferenceSequence(residual, [.. inner._layers, Samples(prefix, depth)]));
            _shape = inner._shape;
        }

        return this;
    }

    /// <summary>timm numbers blocks through the whole model; a name given by hand is numbered only where there are copies.</summary>
    private string BlockName(string? name, int copy, int repeat) =>
        _prefix + (name is null ? $"blocks.{_blocks++}" : repeat > 1 ? $"{name}.{copy}" : name);

    private ReferenceLayer Function(ActivationKind kind) => kind == ActivationKind.Softmax ? new ReferenceSoftmax(_shape[^1]) : new ReferenceActivation(kind);

    private ReferenceDropout Elements(string prefix, double rate) => new(_noise, $"{prefix}.dropout", rate, ofSample: false);

    private ReferenceDropout Samples(string prefix, double rate) => new(_noise, $"{prefix}.stochastic_depth", rate, ofSample: true);

    /// <summary>phi(J2 (I kron W) J1 x), with phi last as in the definition; J1 and J2 are index lists, null for the identity.</summary>
    public ReferenceModelBuilder PermutedKronecker(
        int blockSize, int[]? before, int[]? after, ActivationKind activation = ActivationKind.Gelu, bool bias = true, string name = "permuted")
    {
        _layers.Add(new ReferencePermutation(before ?? [.. Enumerable.Range(0, Size)]));
        _layers.Add(new ReferenceLinear(_prefix + name, Size / blockSize, blockSize, blockSize, bias));
        _layers.Add(new ReferencePermutation(after ?? [.. Enumerable.Range(0, Size)]));
        return activation == ActivationKind.None ? this : Activation(activation);
    }

    private static ReferencePermutation RandomOrder(ulong? seed, string stream, int length) =>
        new(seed is null ? [.. Enumerable.Range(0, length)] : Permutations.Random(length, seed.Value, stream));

    public ReferenceModel Build() => new(_inputSize, Size, new ReferenceSequence(residual: false, [.. _layers]), _noise);
}
