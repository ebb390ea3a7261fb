using SparseGen.Tests.Structure;
using static SparseGen.Tests.Structure.Matrices;

namespace SparseGen.Tests.Numerics;

/// <summary>
/// Generated Mixers without skips are wide sparse MLPs on the flattened input (Hayase and Karakida 2024, arXiv 2306.01470): the same numbers as
/// matrices of effective width S C with activations between them.
/// </summary>
[Trait("Category", "Numerics")]
public sealed class EffectiveMlpTests
{
    /// <summary>Proposition 3.2: r(H) = phi((I kron V^T) phi(K^T (I kron W) K r(X))).</summary>
    [Fact]
    public void SMixer()
    {
        using var model = new TheorySMixer(maxBatch: 1, seed: 11);
        var x = Random("input", 7, 4);
        var expected = Flatten(x);
        var (tokens, channels) = (7, 4);
        foreach (var mixing in new[] { "theory_mixing", "theory_mixing2.0", "theory_mixing2.1" })
        {
            expected = Tokens(model.Parameters, $"{mixing}.fc1", tokens, channels, expected);
            expected = Channels(model.Parameters, $"{mixing}.fc2", 6, expected);
            (tokens, channels) = (6, 5);
        }

        AssertOutput(model.Forward, x, expected);
    }

    /// <summary>
    /// B.1: u = phi(K^T (I kron W2) phi((I kron W1) K r(X))), y = phi((I kron W4^T) phi((I kron W3^T) u)). The transpositions between W1 and W2 cancel.
    /// </summary>
    [Fact]
    public void MlpMixer()
    {
        using var model = new SkiplessMixer(maxBatch: 1, seed: 12);
        var x = Random("input", 7, 4);
        var expected = Flatten(x);
        for (var block = 0; block < 2; block++)
        {
            var name = $"skipless_block.{block}";
            double[,] first = Read(model.Parameters, $"{name}.fc1.weight"), second = Read(model.Parameters, $"{name}.fc2.weight");
            var hidden = Phi(Chain(Kronecker(Identity(4), first), Commutation(7, 4), expected));
            expected = Phi(Chain(Transpose(Commutation(7, 4)), Kronecker(Identity(4), second), hidden));
            expected = Channels(model.Parameters, $"{name}.fc3", 7, expected);
            expected = Channels(model.Parameters, $"{name}.fc4", 7, expected);
        }

        AssertOutput(model.Forward, x, expected);
    }

    /// <summary>S.13 and S.21: a block of S-Mixer is two PK layers in residuals, (K, K^T) around the tokens' and nothing around the channels'.</summary>
    [Fact]
    public void PkLayersMakeABlockOfSMixer()
    {
        using PermutedSMixerBlock permuted = new(5, seed: 1);
        using SingleSMixerBlock block = new(5, seed: 2);
        foreach (var (half, norm, map) in new[] { ("permuted_token_mixing", "norm1", "mlp_tokens"), ("permuted_channel_mixing", "norm2", "mlp_channels") })
        {
            foreach (var (part, target) in new[] { ("norm", norm), ("permuted", map) })
            {
                Copy(permuted.Parameters, $"{half}.{part}.weight", block.Parameters, $"blocks.0.{target}.weight");
                Copy(permuted.Parameters, $"{half}.{part}.bias", block.Parameters, $"blocks.0.{target}.bias");
            }
        }

        var input = ValueRecipe.Values("input", 5 * 35);
        float[] first = new float[5 * 35], second = new float[5 * 35];
        permuted.Forward(input, first);
        block.Forward(input, second);
        Approximately.Equal(ValueRecipe.Widen(first), second, "output");
    }

    /// <summary>RP-Mixer with identity permutations is the Mixer, in both directions.</summary>
    [Fact]
    public void RandomPermutationsThatAreTheIdentityMakeAMixer()
    {
        Assert.All(
            ["mlp_tokens.before", "mlp_tokens.after", "mlp_channels.before", "mlp_channels.after"],
            stream => Assert.Equal(Permutations.Identity(4), Permutations.Random(4, IdentityRandomMixer.IdentitySeed, $"blocks.0.{stream}")));
        using IdentityRandomMixer random = new(3, seed: 1);
        using SmallestMixer plain = new(3, seed: 1);
        float[] input = ValueRecipe.Values("input", 12), outputGradient = ValueRecipe.Values("output_gradient", 12);
        random.ForwardTraining(input);
        random.Backward(outputGradient);
        plain.ForwardTraining(input);
        plain.Backward(outputGradient);
        Approximately.Equal(ValueRecipe.Widen(plain.Output.ToArray()), random.Output, "output");
        Approximately.Equal(ValueRecipe.Widen(plain.InputGradient.ToArray()), random.InputGradient, "gradient of the input");
        foreach (var tensor in SmallestMixer.Info.Tensors)
        {
            var count = tensor.Shape.Aggregate(1, (product, extent) => product * extent);
            float[] expected = new float[count], actual = new float[count];
            plain.Gradients.GetTensor(tensor.Name, expected);
            random.Gradients.GetTensor(tensor.Name, actual);
            Approximately.Equal(ValueRecipe.Widen(expected), actual, $"gradient of {tensor.Name}");
        }
    }

    private delegate void Pass(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>phi(K^T (I kron W) K r(X)).</summary>
    private static double[,] Tokens(ParameterVector parameters, string name, int tokens, int channels, double[,] x)
    {
        var weight = Read(parameters, $"{name}.weight");
        return Phi(Chain(
            Transpose(Commutation(weight.GetLength(0), channels)), Kronecker(Identity(channels), weight), Commutation(tokens, channels), x));
    }

    /// <summary>phi((I kron V^T) r(X)); tensors hold V^T.</summary>
    private static double[,] Channels(ParameterVector parameters, string name, int tokens, double[,] x) =>
        Phi(Multiply(Kronecker(Identity(tokens), Read(parameters, $"{name}.weight")), x));

    private static double[,] Phi(double[,] x) => Map(value => Reference.ReferenceActivation.Value(ActivationKind.Gelu, value), x);

    private static void Copy(ParameterVector from, string source, ParameterVector to, string target)
    {
        var values = new float[from.Layout.Find(source).Count];
        from.GetTensor(source, values);
        to.SetTensor(target, values);
    }

    private static void AssertOutput(Pass forward, double[,] x, double[,] expected)
    {
        var output = new float[expected.Length];
        forward(Array.ConvertAll(Flatten(x).Cast<double>().ToArray(), value => (float)value), output);
        Approximately.Equal([.. expected.Cast<double>()], output, "output");
    }
}
