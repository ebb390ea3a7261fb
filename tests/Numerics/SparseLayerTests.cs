using SparseGen.Tests.Data;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Numerics;

/// <summary>What sparse layers say of themselves, and how their tensors look from outside.</summary>
[Trait("Category", "Numerics")]
public sealed class SparseLayerTests
{
    private const string Tensor = "sparse.weight";

    [Fact]
    public void OnlyKeptWeightsAreParametersAndCost()
    {
        var layers = SparseMlp.Info.Layers;
        Assert.Equal([588 + 53, 0, 101, 38, 133 + 7], layers.Select(layer => layer.ParameterCount));
        Assert.Equal([588, 0, 101, 0, 133], layers.Select(layer => layer.Macs));
        Assert.Equal(588.0 / (37 * 53), layers[0].Density, precision: 12);
        Assert.Equal(1.0, layers[4].Density);
        using var model = SparseMlp.Create(1);
        Assert.Equal(SparseMlp.Info.ParameterCount, model.Parameters.Count);

        // Each token of the block meets its kept weights.
        Assert.Equal(11 * 116, SparseBlocks.Info.Layers[0].Macs / 2);
    }

    [Fact]
    public void CopiesHaveMasksOfTheirOwn()
    {
        using var model = SparseBlocks.Create(1);
        SparseMask first = Mask(model.Parameters, "blocks.0.fc.weight"), second = Mask(model.Parameters, "blocks.1.fc.weight");
        Assert.Equal(first.Count, second.Count);
        Assert.NotEqual(first.Positions, second.Positions);
    }

    /// <summary>
    /// Of 6 x 11 token weights 20 are kept and meet 17 channels. Of 25 x 17 channel weights 127.5 would be, which is rounded away from zero whichever of the two
    /// sizes is the outputs; multiplied one after the other, 0.3 * 17 * 25 would be a little less than 0.3 * 25 * 17. They meet 11 tokens.
    /// </summary>
    [Fact]
    public void SparseMapsOfABlockCountTheirKeptWeights()
    {
        LayerInfo block = SparseMixer.Info.Layers[0];
        const int Macs = (2 * 20 * 17) + (2 * 128 * 11);
        Assert.Equal(2 * Macs, block.Macs);
        Assert.Equal(2 * ((2 * 20) + (2 * 128) + 6 + 11 + 25 + 17 + (4 * 17)), block.ParameterCount);
        Assert.Equal(8, block.LinearMapCount);
        Assert.Equal(Macs / 4.0, block.Connections);
        var dense = 2.0 * ((11 * 17 * 6 * 17) + (11 * 17 * 11 * 25));
        Assert.Equal(Macs / dense, block.Density, precision: 12);
    }

    /// <summary>One sample is computed by another kernel than two or a hundred are, and all of them add up in the same order.</summary>
    [Theory]
    [InlineData("WideSparseMlp")]
    [InlineData("PackedChain")]
    [InlineData("SparseTokensMixer")]
    public void WhatComesOfASampleDoesNotDependOnHowManyThereAre(string modelName)
    {
        const int Most = 71;
        ModelCase modelCase = ModelCases.Named(modelName);
        using var model = modelCase.CreateWithRecipe(Most, Device.CpuWithThreads(2));
        float[] input = ValueRecipe.Input(model.Info, Most);
        int inputs = model.Info.InputSize, outputs = model.Info.OutputSize;
        float[] all = Run(Most);
        foreach (int batch in new[] { 1, 2, 3, 7, 17, 33, 64 })
        {
            Assert.Equal(all[..(batch * outputs)], Run(batch));
        }

        float[] Run(int batch)
        {
            float[] output = new float[batch * outputs];
            model.Forward(input.AsSpan(0, batch * inputs), output);
            return output;
        }
    }

    [Fact]
    public void MapsOfABlockHaveMasksOfTheirOwn()
    {
        using var model = SparseMixer.Create(1);
        SparseMask first = Mask(model.Parameters, "blocks.0.mlp_channels.fc1.weight"), second = Mask(model.Parameters, "blocks.1.mlp_channels.fc1.weight");
        Assert.Equal((25, 17, 128), (first.Outputs, first.Inputs, first.Count));
        Assert.NotEqual(first.Positions, second.Positions);
        Assert.Equal(SparseMask.Draw(25, 17, 128, 5, "blocks.0.mlp_channels.fc1.weight").Positions, first.Positions);
        using var moved = SparseSMixer.Create(1);
        Assert.NotEqual(Mask(moved.Parameters, "blocks.0.skip.weight").Positions, Mask(moved.Parameters, "blocks.0.mlp_tokens.weight").Positions);
    }

    [Fact]
    public void TheMaskDoesNotDependOnTheSeedOfTheInitialValues()
    {
        using SparseMlp one = SparseMlp.Create(1, seed: 1), two = SparseMlp.Create(1, seed: 2);
        float[] first = Read(one), second = Read(two);
        Assert.Equal(first.Select(value => value == 0), second.Select(value => value == 0));
        Assert.NotEqual(first, second);
        Assert.Equal(101, first.Count(value => value != 0));
    }

    /// <summary>Xavier's variance 2 / (in + out) over the density; the sample deviates by a few hundredths.</summary>
    [Fact]
    public void KeptWeightsStartWithTheDenseVarianceOverTheDensity()
    {
        using var model = WideSparseMlp.Create(1);
        var weight = new float[130 * 67];
        model.Parameters.GetTensor("sparse2.weight", weight);
        var variance = weight.Sum(value => (double)value * value) / weight.Count(value => value != 0);
        Assert.InRange(variance * 0.2 * (67 + 130) / 2, 0.93, 1.07);
    }

    [Fact]
    public void AWeightOutsideOfTheMaskIsRefusedByName()
    {
        using var model = SparseMlp.Create(1);
        var before = Read(model);
        var values = (float[])before.Clone();
        var outside = Array.IndexOf(values, 0f);
        values[outside] = 0.5f;
        var exception = Assert.Throws<ArgumentException>(() => model.Parameters.SetTensor(Tensor, values));
        Assert.Contains($"{Tensor}[{outside / 53}, {outside % 53}] is 0.5; expected 0", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, Read(model));
    }

    [Fact]
    public void CheckpointsHoldTheDenseMatrixAndComeBack()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("sparse.safetensors");
        using SparseMlp saved = SparseMlp.Create(1, seed: 1), loaded = SparseMlp.Create(1, seed: 2);
        Checkpoint.Save(path, saved);
        Assert.Equal([19, 53], Checkpoint.ReadInfo(path).Tensors.Single(tensor => tensor.Name == Tensor).Shape.ToArray());
        Checkpoint.Load(path, loaded.Parameters);
        Assert.Equal(Read(saved), Read(loaded));
    }

    [Fact]
    public void ACheckpointOfAnotherMaskChangesNothing()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("dense.safetensors");
        ParameterVector dense = Vector(TensorStorage.RowMajor), sparse = Vector(TensorStorage.Sparse(SparseMask.Draw(3, 4, 5, 0, "map.weight")));
        float[] before = new float[12], after = new float[12];
        dense.SetTensor("map.weight", [.. Enumerable.Repeat(1f, 12)]);
        sparse.GetTensor("map.weight", before);
        Checkpoint.Save(path, dense);
        var exception = Assert.Throws<CheckpointException>(() => Checkpoint.Load(path, sparse));
        Assert.Contains("map.weight[", Assert.Single(exception.Differences), StringComparison.Ordinal);
        sparse.GetTensor("map.weight", after);
        Assert.Equal(before, after);
    }

    [Fact]
    public void AMaskOfAnotherShapeIsRefused()
    {
        var mask = SparseMask.Draw(4, 3, 5, 0, "map.weight");
        var layout = new ParameterLayoutBuilder(5);
        var exception = Assert.Throws<ArgumentException>(() => layout.Add("map.weight", [3, 4], 0, TensorStorage.Sparse(mask), Initializer.Ones));
        Assert.Contains("expected [4, 3]", exception.Message, StringComparison.Ordinal);
    }

    private static CpuParameterVector Vector(TensorStorage storage)
    {
        var layout = new ParameterLayoutBuilder(12);
        layout.Add("map.weight", [3, 4], 0, storage, Initializer.Ones);
        var vector = new CpuParameterVector(layout.Build(), (CpuDevice)Device.Cpu);
        vector.Initialize(0);
        return vector;
    }

    private static SparseMask Mask(ParameterVector parameters, string tensor) => parameters.Layout.Find(tensor).Storage.Mask!;

    private static float[] Read(SparseMlp model)
    {
        var values = new float[19 * 53];
        model.Parameters.GetTensor(Tensor, values);
        return values;
    }
}
