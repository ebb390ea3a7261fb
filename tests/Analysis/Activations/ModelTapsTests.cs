using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>Taps: what they are called, that they hold what the model computes, and that their gradients are those of its parameters.</summary>
public sealed class ModelTapsTests
{
    private const int Batch = 5;

    /// <summary>Sums of a few dozen numbers in single precision, in another order.</summary>
    private const double Single = 1e-5;

    [Fact]
    public void LayersHaveTheNamesOfTensors()
    {
        using TappedMixer model = Stepped<TappedMixer>();
        ModelTaps taps = ModelTaps.Of(model);
        Assert.Equal(["input", "stem", "blocks.0", "blocks.1", "blocks.2", "norm", "pool", "head"], taps.Layers.Select(layer => layer.Name));
        Assert.Equal([24, 30, 30, 30, 30, 30, 5, 3], taps.Layers.Select(layer => layer.Size));
        Assert.All(taps.Layers.Skip(1), layer => Assert.True(layer.HasGradient, layer.Activation));
        using UntappedMixer other = Stepped<UntappedMixer>();
        string[] kept = [.. ModelTaps.Of(other).Layers.Select(layer => layer.Name)];
        Assert.Equal(["input", "stem", "blocks.0", "blocks.1", "blocks.2"], kept[..5]);
        Assert.Contains("head", kept);
    }

    /// <summary>A model with taps is the same function with the same gradients, and what both keep is the same.</summary>
    [Fact]
    public void TapsChangeNothing()
    {
        AssertSame<TappedMixer, UntappedMixer>();
        AssertSame<TappedLoops, UntappedLoops>();
    }

    /// <summary>The gradient of a bias is the sum of what flows into the product that it is added to, for every product of every repetition.</summary>
    [Fact]
    public void GradientsOfProductsAreThoseOfBiases()
    {
        using TappedMixer mixer = Stepped<TappedMixer>();
        Assert.Equal(1 + (3 * 4) + 1, AssertBiases(mixer));
        using TappedLoops loops = Stepped<TappedLoops>();

        // The last map of a copy has the name of the copy.
        Assert.Equal((2 * 2) + 2, AssertBiases(loops));
    }

    /// <summary>The gradient of the head's weight is made of an activation and a gradient, and the gradient of the head is what the model was given.</summary>
    [Fact]
    public void TheHeadsGradientIsMadeOfTaps()
    {
        using TappedMixer model = Stepped<TappedMixer>();
        ModelTaps taps = ModelTaps.Of(model);
        float[] given = OutputGradient(3);
        Assert.Equal(given, taps.Gradient("head").ToArray());
        Assert.True(taps.Values("head").Overlaps(model.Output), "the output is copied");
        float[] pooled = taps.Values("pool").ToArray(), weight = new float[15];
        model.Gradients.GetTensor("head.weight", weight);
        for (int at = 0; at < weight.Length; at++)
        {
            double sum = Enumerable.Range(0, Batch).Sum(sample => given[(sample * 3) + (at / 5)] * (double)pooled[(sample * 5) + (at % 5)]);
            Assert.Equal(sum, weight[at], Single);
        }

        Assert.Equal(Batch, taps.Batch);
        Assert.Equal(taps.Values("blocks.2").ToArray(), taps.Values(taps.Layers[4].Activation).ToArray());
    }

    /// <summary>Frozen layers end the backward pass early, and gradients in front of them are there all the same.</summary>
    [Fact]
    public void FrozenLayersHaveGradientsToo()
    {
        using TappedMixer free = Stepped<TappedMixer>(), frozen = Stepped<TappedMixer>();
        var trainer = new Trainer<TappedMixer>(frozen, new Sgd(0), new SoftmaxCrossEntropy());
        trainer.Groups.Freeze("stem.*");
        trainer.Groups.Freeze("blocks.*");
        trainer.Step(Input<TappedMixer>(), new int[Batch]);
        frozen.ForwardTraining(Input<TappedMixer>());
        frozen.Backward(OutputGradient(3));
        float[] expected = ModelTaps.Of(free).Gradient("blocks.0").ToArray(), found = ModelTaps.Of(frozen).Gradient("blocks.0").ToArray();
        Assert.Contains(expected, value => value != 0);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, Single));
    }

    [Fact]
    public void SamplesAreCollectedBatchByBatch()
    {
        using TappedMixer model = Stepped<TappedMixer>();
        float[] inputs = [.. Enumerable.Range(0, 24 * 13).Select(i => MathF.Sin(i))];
        IReadOnlyList<float[]> collected = ModelTaps.Collect(model, inputs, ["stem", "head"]);
        float[] output = new float[13 * 3];
        model.Forward(inputs, output);
        Assert.Equal(13 * 30, collected[0].Length);
        Assert.All(output.Zip(collected[1]), pair => Assert.Equal(pair.First, pair.Second, Single));
    }

    [Fact]
    public void WrongCallsSayWhatIsThere()
    {
        using UntappedMixer model = Stepped<UntappedMixer>();
        ModelTaps taps = ModelTaps.Of(model);
        Refused<ArgumentException>("name", "layers are input, stem, blocks.0", () => taps.Values("block.0"));
        Assert.Contains("Taps = true", Assert.Throws<NotSupportedException>(() => taps.Gradient("stem").Length).Message, StringComparison.Ordinal);
        Refused<ArgumentException>("inputs", "expected a multiple of 24", () => ModelTaps.Collect(model, new float[25], ["stem"]));
        Refused<ArgumentException>("inputs", "is NaN", () => ModelTaps.Collect(model, [.. Enumerable.Repeat(float.NaN, 24)], ["stem"]));
        using var normalizing = new NormalizingPerceptron(2, seed: 1);
        Refused<ArgumentException>("model", "has batch norms", () => ModelTaps.Collect(normalizing, new float[14], ["input"]));
        using var dropping = new DroppingPerceptron(2, seed: 1);
        Refused<ArgumentException>("model", "expected a model without dropout", () => ModelTaps.Collect(dropping, [.. Enumerable.Repeat(1f, 14)], ["input"]));
        using var fresh = new TappedMixer(Batch);
        Assert.Throws<InvalidOperationException>(() => ModelTaps.Of(fresh).Values("stem").Length);
        fresh.ForwardTraining(new float[24]);
        Assert.Throws<InvalidOperationException>(() => ModelTaps.Of(fresh).Gradient("stem").Length);
    }

    private static void AssertSame<TTapped, TUntapped>()
        where TTapped : class, IModel<TTapped>
        where TUntapped : class, IModel<TUntapped>
    {
        using TTapped tapped = Stepped<TTapped>();
        using TUntapped untapped = Stepped<TUntapped>();
        AssertClose(untapped.Output, tapped.Output);
        AssertClose(untapped.InputGradient, tapped.InputGradient);
        foreach (TensorLayout tensor in untapped.Parameters.Layout.Tensors)
        {
            float[] expected = new float[tensor.Count], found = new float[tensor.Count];
            untapped.Gradients.GetTensor(tensor.Name, expected);
            tapped.Gradients.GetTensor(tensor.Name, found);
            AssertClose(expected, found);
        }

        if (TTapped.Info.HasHessianProducts)
        {
            ParameterVector one = untapped.Parameters.CreateLike(), other = tapped.Parameters.CreateLike();
            one.CopyFrom(untapped.Parameters);
            other.CopyFrom(tapped.Parameters);
            untapped.ForwardTangent(one);
            tapped.ForwardTangent(other);
            AssertClose(untapped.OutputTangent, tapped.OutputTangent);
            ParameterVector first = untapped.Parameters.CreateLike(), second = tapped.Parameters.CreateLike();
            untapped.BackwardTangent(OutputGradient(TUntapped.Info.OutputSize), first);
            tapped.BackwardTangent(OutputGradient(TTapped.Info.OutputSize), second);
            Assert.Equal(first.Norm(), second.Norm(), 1e-4 * first.Norm());
        }

        ModelTaps all = ModelTaps.Of(tapped), some = ModelTaps.Of(untapped);
        ActivationRecord kept = ((IActivationSource)untapped).Activations;
        for (int i = 0; i < kept.Count; i++)
        {
            if (kept.IsInOrderOfSamples(i))
            {
                AssertClose(kept.Values(i), all.Values(kept.Name(i)));
            }
        }

        Assert.True(all.Activations.Count > some.Activations.Count);
    }

    private static int AssertBiases<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        ModelTaps taps = ModelTaps.Of(model);
        int found = 0;
        foreach (TensorLayout bias in model.Gradients.Layout.Tensors.Where(tensor => tensor.Name.EndsWith(".bias", StringComparison.Ordinal)))
        {
            string layer = bias.Name[..^"bias".Length];
            string? product = taps.Activations.FirstOrDefault(name => name.StartsWith(layer + "linear", StringComparison.Ordinal) && taps.Size(name) % bias.Count == 0);

            // What a loop begins with has the loop's name, and is the layer before it.
            product ??= taps.Layers.FirstOrDefault(
                tapped => tapped.Activation.EndsWith(".first", StringComparison.Ordinal) && layer.StartsWith(tapped.Name + ".", StringComparison.Ordinal))?.Name;
            if (product is null)
            {
                continue;
            }

            found++;
            ReadOnlySpan<float> gradient = taps.Gradient(product);
            bool isOfRows = layer.Contains("mlp_tokens", StringComparison.Ordinal) && !product.EndsWith("mapped", StringComparison.Ordinal);
            int columns = isOfRows ? taps.Size(product) / bias.Count : 1;
            double[] sums = new double[bias.Count];
            for (int at = 0; at < gradient.Length; at++)
            {
                sums[at / columns % bias.Count] += gradient[at];
            }

            float[] expected = new float[bias.Count];
            model.Gradients.GetTensor(bias.Name, expected);
            Assert.Contains(expected, value => value != 0);
            Assert.All(expected.Zip(sums), pair => Assert.Equal(pair.First, pair.Second, Single));
        }

        return found;
    }

    private static TModel Stepped<TModel>()
        where TModel : class, IModel<TModel>
    {
        TModel model = TModel.Create(Batch, Device.CpuWithThreads(1), 3);
        foreach (TensorLayout tensor in model.Parameters.Layout.Tensors)
        {
            // Heads begin at zero, where nothing flows.
            float[] values = new float[tensor.Count];
            model.Parameters.GetTensor(tensor.Name, values);
            bool isSparse = tensor.LearnedCount < tensor.Count;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = isSparse && values[i] == 0 ? 0 : 0.4f * MathF.Sin((7 * i) + tensor.Name.Length);
            }

            model.Parameters.SetTensor(tensor.Name, values);
        }

        model.ForwardTraining(Input<TModel>());
        model.Backward(OutputGradient(TModel.Info.OutputSize));
        return model;
    }

    private static float[] Input<TModel>()
        where TModel : class, IModel<TModel>
        => [.. Enumerable.Range(0, Batch * TModel.Info.InputSize).Select(i => MathF.Cos(3 * i))];

    private static float[] OutputGradient(int outputs) => [.. Enumerable.Range(0, Batch * outputs).Select(i => MathF.Sin(5 * i) + 0.3f)];

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], found[i], Single * (1 + Math.Abs(expected[i])));
        }
    }
}
