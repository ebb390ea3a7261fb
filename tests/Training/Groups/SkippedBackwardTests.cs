using System.Diagnostics;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.Groups;

/// <summary>A backward pass ends where nothing that follows is wanted, and has the bits of the whole pass until there.</summary>
public sealed class SkippedBackwardTests
{
    public static TheoryData<string> Devices => [.. TestDevices.All];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void TheGradientsUntilThereAreThoseOfTheWholePass(string device)
    {
        // From each tensor on, so also in the middle of a loop.
        Compare<SmallStack>(new SmallStack(3, TestDevices.Get(device), seed: 2), "head.weight", 3);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void LayersInFrontAreLeftOutAndTheInputsGradientBringsThemBack(string device)
    {
        using var model = new SmallStack(2, TestDevices.Get(device), seed: 2);
        model.Parameters.SetTensor("head.weight", ProbeData.Normal(6 * 5, seed: 9));
        model.ForwardTraining(ProbeData.Normal(2 * 15, seed: 3));
        float[] outputGradient = ProbeData.Normal(2 * 6, seed: 4);
        model.Gradients.FirstWanted = model.Parameters.Layout.Find("blocks.1.norm1.weight").Offset;
        model.Backward(outputGradient);
        Assert.All(Read(model.Gradients, "blocks.0.mlp_channels.fc2.weight"), static gradient => Assert.Equal(0, gradient));
        Assert.Contains(Read(model.Gradients, "blocks.1.norm1.weight"), static gradient => gradient != 0);

        float[] inputGradient = model.InputGradient.ToArray();
        model.Gradients.FirstWanted = 0;
        model.Backward(outputGradient);
        Assert.Equal(model.InputGradient.ToArray(), inputGradient);
        Assert.Contains(inputGradient, static gradient => gradient != 0);
    }

    [Fact]
    public void AFrozenFirstPartCostsNoBackwardPass()
    {
        // Of some 12 blocks' work 1 is left: far less than half the time, however busy the machine is.
        using var model = new FrozenStack(32, Device.CpuWithThreads(1));
        model.ForwardTraining(new float[32 * 256]);
        float[] outputGradient = new float[32 * 4];
        double whole = Time(0), part = Time(model.Parameters.Layout.Find("head.weight").Offset);
        Assert.True(part < whole / 2, $"{part} of {whole} seconds");

        double Time(int firstWanted)
        {
            model.Gradients.FirstWanted = firstWanted;
            model.Backward(outputGradient);
            return Enumerable.Range(0, 7).Min(_ =>
            {
                long start = Stopwatch.GetTimestamp();
                model.Backward(outputGradient);
                return Stopwatch.GetElapsedTime(start).TotalSeconds;
            });
        }
    }

    private static void Compare<TModel>(TModel model, string head, int batch)
        where TModel : class, IModel<TModel>
    {
        using TModel owner = model;
        TensorLayout last = model.Parameters.Layout.Find(head);
        model.Parameters.SetTensor(head, ProbeData.Normal(last.Count, seed: 9));
        model.ForwardTraining(ProbeData.Normal(batch * TModel.Info.InputSize, seed: 3));
        float[] outputGradient = ProbeData.Normal(batch * TModel.Info.OutputSize, seed: 4);
        model.Backward(outputGradient);
        Dictionary<string, float[]> expected = model.Parameters.Layout.Tensors.ToDictionary(static tensor => tensor.Name, tensor => Read(model.Gradients, tensor.Name));
        int skipped = 0;
        foreach (TensorLayout first in model.Parameters.Layout.Tensors)
        {
            model.Gradients.Clear();
            model.Gradients.FirstWanted = first.Offset;
            model.Backward(outputGradient);
            foreach (TensorLayout tensor in model.Parameters.Layout.Tensors)
            {
                float[] actual = Read(model.Gradients, tensor.Name);
                bool isZero = Array.TrueForAll(actual, static gradient => gradient == 0);
                skipped += isZero && !Array.TrueForAll(expected[tensor.Name], static gradient => gradient == 0) ? 1 : 0;
                if (tensor.Offset >= first.Offset || !isZero)
                {
                    Assert.Equal(expected[tensor.Name], actual);
                }
            }
        }

        // Of all tensors in front of the first that is wanted, most are in layers before its own.
        int pairs = model.Parameters.Layout.Tensors.Length * (model.Parameters.Layout.Tensors.Length - 1) / 2;
        Assert.InRange(skipped, pairs * 3 / 4, pairs);
    }

    private static float[] Read(ParameterVector vector, string name)
    {
        float[] values = new float[vector.Layout.Find(name).Count];
        vector.GetTensor(name, values);
        return values;
    }
}
