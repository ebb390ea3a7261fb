using SparseGen.Compression.Networks;

namespace SparseGen.Tests.Compression;

/// <summary>Models as lists of ops, and compressed.</summary>
public sealed class CompressedModelTests
{
    [Fact]
    public void WithoutCompressionTheListOfOpsIsTheModel()
    {
        Same<OddPerceptron>();
        Same<OddMixer>();
        Same<LinearZoo>();
        Same<ConvolutionZoo>();
        Same<PricedOrders>();
    }

    [Fact]
    public void IntegersAreNearTheModelWhateverItsLinearMaps()
    {
        Near<OddPerceptron>(0.05);
        Near<OddMixer>(0.05);
        Near<LinearZoo>(0.1);
        Near<ConvolutionZoo>(0.05);
        Near<PricedOrders>(0.1);
    }

    [Fact]
    public void TheClassifierAloneIsReplacedByTables()
    {
        using OddPerceptron model = FilledModel.Create<OddPerceptron>(1);
        float[] samples = RandomNumbers.Clustered(600, 37, 10, 1);
        CompressedModel compressed = CompressedModel.Create(
            model, samples, new CompressionOptions { Method = CompressionMethod.Maddness, Layers = CompressedLayers.Last, MostRows = 500 });
        CompressedLayer layer = Assert.Single(compressed.Layers);
        Assert.Equal(("head.linear", 40, 10, 1), (layer.Name, layer.Inputs, layer.Outputs, layer.Rows));
        Assert.InRange(layer.Error, 0.001, 0.3);
        Assert.Equal(typeof(MaddnessLinear), layer.Maps[0].GetType());
        float[] expected = new float[6000], found = new float[6000];
        model.Forward(samples, expected);
        compressed.Forward(samples, found);
        Assert.InRange(RandomNumbers.Error(found, [.. expected.Select(static value => (double)value)]), 0.001, 0.3);
    }

    [Fact]
    public void AllMapsBecomeTablesAndAFileHasAllOfThem()
    {
        using OddMixer model = FilledModel.Create<OddMixer>(1);
        float[] samples = RandomNumbers.Normal(100 * 192, 1), expected = new float[500], found = new float[500];
        CompressedModel compressed = CompressedModel.Create(
            model, samples, new CompressionOptions { Method = CompressionMethod.Maddness, Maddness = new MaddnessOptions { Codebooks = 8 } });
        Assert.Equal(10, compressed.Layers.Length);
        compressed.Forward(samples, expected);
        using var file = new TemporaryPath();
        compressed.Save(file.Path);
        CompressedModel loaded = CompressedModel.Load<OddMixer>(file.Path);
        loaded.Threads = 1;
        loaded.Forward(samples, found);
        Assert.Equal(expected, found);
        Assert.Equal(compressed.Bytes, loaded.Bytes);
        Assert.Equal(CompressionMethod.Maddness, loaded.Method);
    }

    [Fact]
    public void AFileOfAnotherModelIsRefused()
    {
        using OddPerceptron model = FilledModel.Create<OddPerceptron>(1);
        using var file = new TemporaryPath();
        CompressedModel.Create(model, RandomNumbers.Normal(37, 1)).Save(file.Path);
        Assert.Contains(
            "is of the model OddPerceptron; expected OddMixer",
            Assert.Throws<CheckpointException>(() => CompressedModel.Load<OddMixer>(file.Path)).Message,
            StringComparison.Ordinal);
        Checkpoint.Save(file.Path, model);
        Assert.Contains(
            "expected a compressed model, not a checkpoint",
            Assert.Throws<CheckpointException>(() => CompressedModel.Load<OddPerceptron>(file.Path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void BadInputIsRefusedWithWhatWasExpected()
    {
        using OddPerceptron model = FilledModel.Create<OddPerceptron>(1);
        Refusals.Refused<ArgumentException>("samples", "expected calibration data, samples of 37 numbers", () => CompressedModel.Create(model, []));
        Refusals.Refused<ArgumentException>("samples", "expected rows of 37", () => CompressedModel.Create(model, new float[38]));
        Refusals.Refused<ArgumentException>(
            "samples", "first.linear cannot be compressed: samples has 2 rows",
            () => CompressedModel.Create(model, new float[74], new CompressionOptions { Method = CompressionMethod.Maddness }));
        Refusals.Refused<ArgumentException>("options", "MostRows is 3", () => CompressedModel.Create(model, new float[74], new CompressionOptions { MostRows = 3 }));
        CompressedModel compressed = CompressedModel.Create(model, RandomNumbers.Normal(37, 1));
        Refusals.Refused<ArgumentException>("input", "expected rows of 37", () => compressed.Forward(new float[36], new float[10]));
        Refusals.Refused<ArgumentException>("output", "expected 10", () => compressed.Forward(new float[37], new float[11]));
        using InstanceNormalised unknown = InstanceNormalised.Create(8);
        NotSupportedException problem = Assert.Throws<NotSupportedException>(() => CompressedModel.Create(unknown, new float[24]));
        Assert.Contains("InstanceNormalised cannot be compressed", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNoCategoryIsRefused()
    {
        using PricedOrders model = FilledModel.Create<PricedOrders>(1);
        float[] samples = Inputs(PricedOrders.Info, 4);
        CompressedModel compressed = CompressedModel.Create(model, samples);
        samples[(2 * 12) + 11] = 5;
        Refusals.Refused<ArgumentException>("samples", "samples has 5 in column 11 of sample 2", () => CompressedModel.Create(model, samples));
        Refusals.Refused<ArgumentException>("input", "input has 5 in column 11 of sample 2", () => compressed.Forward(samples, new float[12]));
    }

    /// <summary>Normal numbers, and categories where those are asked for.</summary>
    private static float[] Inputs(ModelInfo info, int batch)
    {
        float[] input = RandomNumbers.Normal(batch * info.InputSize, 2);
        foreach (CategoryInfo column in info.Categories)
        {
            for (int sample = 0; sample < batch; sample++)
            {
                for (int token = 0; token < column.Tokens; token++)
                {
                    input[(sample * info.InputSize) + column.Column + (token * column.Stride)] = (sample + token) % column.Count;
                }
            }
        }

        return input;
    }

    private static void Same<TModel>()
        where TModel : class, IModel<TModel>
    {
        using TModel model = FilledModel.Create<TModel>(3);
        const int batch = 5;
        float[] input = Inputs(TModel.Info, batch);
        float[] expected = new float[batch * TModel.Info.OutputSize], found = new float[expected.Length];
        model.Forward(input, expected);
        Network network = CompressedModel.NetworkOf<TModel>(model.Parameters);
        network.Run(new NetworkValues(network, batch), input, found);

        // The sums of both are added up in other orders: some units in the last place of numbers of this size.
        float size = expected.Max(MathF.Abs);
        Assert.True(size > 0.01f, $"{size}");
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * size));
    }

    private static void Near<TModel>(double bound)
        where TModel : class, IModel<TModel>
    {
        using TModel model = FilledModel.Create<TModel>(3);
        const int batch = 70;
        float[] input = Inputs(TModel.Info, batch);
        float[] expected = new float[batch * TModel.Info.OutputSize], found = new float[expected.Length], again = new float[expected.Length];
        model.Forward(input, expected);
        CompressedModel compressed = CompressedModel.Create(model, input);
        compressed.Forward(input, found);
        Assert.InRange(RandomNumbers.Error(found, [.. expected.Select(static value => (double)value)]), 1e-5, bound);
        Assert.All(compressed.Layers, static layer => Assert.InRange(layer.Error, 0, 0.05));
        compressed.Threads = 3;
        compressed.Forward(input, again);
        Assert.Equal(found, again);
        using var file = new TemporaryPath();
        compressed.Save(file.Path);
        CompressedModel.Load<TModel>(file.Path).Forward(input, again);
        Assert.Equal(found, again);
    }
}
