using ILGPU;
using SparseGen.Gpu;
using SparseGen.Kernels;
using SparseGen.Kernels.Gpu;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>Products with a sparse weight on GPUs, a thread a number and of packed rows, against plain loops.</summary>
[Trait("Category", "Gpu")]
public sealed class SparseProductTests
{
    private const int Inputs = 37, Outputs = 71;

    public static TheoryData<string, bool> Devices
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string device in TestDevices.Gpus)
            {
                data.Add(device, false);
                data.Add(device, true);
            }

            return data;
        }
    }

    /// <summary>
    /// Channels and, with rows side by side, tokens, in both directions: slices that are not filled, more lists than a group has at a time, with a bias and something added, and
    /// without. Some lists are empty.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void AgreesWithPlainLoops(string device, bool packed)
    {
        foreach (int samples in device == "simulator" ? new[] { 3 } : [1, 11, 47])
        {
            Check<ToOutputs>(device, samples, packed, forward: true, 260, GpuSparseProduct.Of<ToOutputs, Absent>(
                GpuSparseProduct.Run<ToOutputs, Absent, Present, Present, PlainStore>, GpuSparseProduct.RunPacked<ToOutputs, Present, Present, PlainStore>));
            Check<ToInputs>(device, samples, packed, forward: false, 40, GpuSparseProduct.Of<ToInputs, Present>(
                GpuSparseProduct.Run<ToInputs, Present, Present, Present, PlainStore>, GpuSparseProduct.RunPacked<ToInputs, Present, Present, PlainStore>));
            Check<TokensToOutputs>(device, samples, packed, forward: true, Inputs * Outputs, GpuSparseProduct.Of<TokensToOutputs, Absent>(
                GpuSparseProduct.Run<TokensToOutputs, Absent, Present, Present, PlainStore>, GpuSparseProduct.RunPacked<TokensToOutputs, Present, Present, PlainStore>));
        }
    }

    /// <summary>A number that is no number stays in its row, and out of what no weight multiplies: that a list is filled up does not show.</summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void WhatIsNoNumberGoesWhereWeightsAre(string device, bool packed)
    {
        const int samples = 3;
        SparseMask mask = SparseMask.Draw(Outputs, Inputs, 90, seed: 3, "weight");
        float[] source = ValueRecipe.Values("source", samples * Inputs), weights = ValueRecipe.Values("weight", mask.Count);
        source[Inputs + 4] = float.PositiveInfinity;
        source[Inputs] = float.NaN;
        GpuSparseProduct product = GpuSparseProduct.Of<ToOutputs, Absent>(
            GpuSparseProduct.Run<ToOutputs, Absent, Absent, Absent, PlainStore>, GpuSparseProduct.RunPacked<ToOutputs, Absent, Absent, PlainStore>);
        using var run = new GpuKernelRun(device, samples);
        ArrayView<float> left = run.Upload(source), right = run.Upload(weights), output = run.Unwritten(samples * Outputs);
        run.Launch(frame => Launch(frame, product, packed, mask.ByOutput, new(frame.Gradients) { Left = left, Right = right, Output = output }));
        float[] actual = run.Download(output.SubView(0, samples * Outputs));
        for (int i = 0; i < actual.Length; i++)
        {
            ReadOnlySpan<int> list = mask.ByOutput.IndicesOf(i % Outputs);
            Assert.Equal(i / Outputs == 1 && (list.Contains(4) || list.Contains(0)), !float.IsFinite(actual[i]));
        }
    }

    private static void Launch(GpuFrame frame, GpuSparseProduct product, bool packed, SparseLists lists, ProductArguments operands)
    {
        if (packed)
        {
            product.LaunchPacked(frame, lists, operands);
        }
        else
        {
            product.LaunchNumbers(frame, lists, operands);
        }
    }

    private static void Check<TShape>(string device, int samples, bool packed, bool forward, int kept, GpuSparseProduct product)
        where TShape : struct, ISparseShape
    {
        (SparseExtents from, SparseExtents to) = (TShape.Source, TShape.Target);
        SparseMask mask = SparseMask.Draw(Outputs, Inputs, kept, seed: 7, "weight");
        float[] source = ValueRecipe.Values("source", samples * from.Size), weights = ValueRecipe.Values("weight", kept);
        float[] bias = ValueRecipe.Values("bias", to.Features), residual = ValueRecipe.Values("residual", samples * to.Size);
        using var run = new GpuKernelRun(device, samples);
        ArrayView<float> left = run.Upload(source), right = run.Upload(weights), biasView = run.Upload(bias), residualView = run.Upload(residual);
        ArrayView<float> output = run.Unwritten(samples * to.Size);
        run.Launch(frame => Launch(
            frame, product, packed, forward ? mask.ByOutput : mask.ByInput,
            new(frame.Gradients) { Left = left, Right = right, Bias = biasView, Residual = residualView, Output = output }));
        double[] expected = [.. residual];
        for (int row = 0; row < samples * to.Rows; row++)
        {
            (int sample, int inSample) = Math.DivRem(row, to.Rows);
            int start = (sample * from.Size) + (inSample * from.RowStride), end = (sample * to.Size) + (inSample * to.RowStride);
            for (int feature = 0; feature < to.Features; feature++)
            {
                expected[end + (feature * to.FeatureStride)] += bias[feature];
            }

            for (int weight = 0; weight < kept; weight++)
            {
                (int o, int i) = Math.DivRem(mask.Positions[weight], Inputs);
                (int read, int written) = forward ? (i, o) : (o, i);
                expected[end + (written * to.FeatureStride)] += (double)weights[weight] * source[start + (read * from.FeatureStride)];
            }
        }

        run.Expect(expected, output, $"{typeof(TShape).Name}, {samples} samples");
    }

    private readonly struct ToOutputs : ISparseShape
    {
        public static SparseExtents Source => new(Inputs, Inputs, 1, 1, Inputs);

        public static SparseExtents Target => new(Outputs, Outputs, 1, 1, Outputs);
    }

    private readonly struct ToInputs : ISparseShape
    {
        public static SparseExtents Source => new(3 * Outputs, Outputs, 1, 3, Outputs);

        public static SparseExtents Target => new(3 * Inputs, Inputs, 1, 3, Inputs);
    }

    private readonly struct TokensToOutputs : ISparseShape
    {
        public static SparseExtents Source => new(5 * Inputs, Inputs, 5, 5, 1);

        public static SparseExtents Target => new(5 * Outputs, Outputs, 5, 5, 1);
    }
}
