using SparseGen.Tests.Models;
using SparseGen.Tests.Reference;
using static SparseGen.Tests.Reference.ReferenceModelBuilder;

namespace SparseGen.Tests.Numerics;

/// <summary>
/// Gradients are sums over all rows of all samples, in single precision. Every row is the same here and all terms have one sign, so that a running sum would round the same
/// way again and again: 4.2 million rows were 1 to 2 % off.
/// </summary>
[Trait("Category", "Numerics")]
public sealed class LongSumTests
{
    private static readonly Case[] All =
    [
        Of<LongLinear>(1024, () => Sequence(4096, 1).Linear(1)),
        Of<LongStrip>(512, () => Sequence(512, 2).Linear(70)),
        Of<LongNorm>(512, () => Sequence(4096, 2).LayerNorm()),
        Of<LongFactors>(1024, () => Sequence(4096, 1).Diagonal("diagonal")),
        Of<LongSparse>(512, () => Sequence(4096, 2).Sparse(2, 0.5, "sparse")),
        Of<LongTokens>(512, () => Sequence(2, 4096).TokenLinear(2, name: "fc1")),
        Of<LongKronecker>(1_000_000, () => Sequence(2, 2).Kronecker(2, 2)),
        Of<LongShared>(512, () => Vector(1024).BlockDiagonal(1024, 512, shared: true)),
        Of<LongBatch>(4_000_000, () => Vector(1).Linear(1)),
    ];

    /// <summary>All on the CPU. The simulator would take minutes, and the drivers of GPUs compile each model for seconds: some.</summary>
    public static TheoryData<string, string> Models
    {
        get
        {
            var data = new TheoryData<string, string>();
            Add(data, All.Select(one => one.Name), TestDevices.Cpus);
            Add(data, [nameof(LongLinear), nameof(LongNorm), nameof(LongTokens)], TestDevices.Gpus.Where(gpu => gpu != "simulator"));
            return data;
        }
    }

    /// <summary>
    /// The bound of decision 24 with u = 2^-24: 512 terms of a block, 512 blocks of a part, the parts of a worker and the workers, and the few roundings of a term itself.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void ErrorsOfGradientsStayBelowTheBound(string model, string device) => AssertBelow(model, device, TestDevices.Cpus.Contains(device) ? RoundingsOfCpu : RoundingsOfGpu);

    private static long RoundingsOfCpu(long rows) => 512 + 512 + (rows / (512 * 4) / 512) + 16 + 32;

    // 1,024 terms of a block, the blocks of one of 32 partial sums, and those.
    private static long RoundingsOfGpu(long rows) => 1024 + (rows / 32 / 1024) + 32 + 64 + 32;

    private static void AssertBelow(string name, string deviceName, Func<long, long> roundings)
    {
        var one = All.Single(known => known.Name == name);
        var reference = one.Reference().Build();
        using var model = one.Make(one.Batch, TestDevices.Get(deviceName));
        foreach (var tensor in reference.Tensors)
        {
            float[] values = KeptWeights.Of(model.Parameters, tensor.Name, [.. Enumerable.Repeat(0.5f, tensor.Values.Length)]);
            ValueRecipe.Widen(values).CopyTo(tensor.Values, 0);
            model.Parameters.SetTensor(tensor.Name, values);
        }

        // Two numbers, so that layer norm has something to divide by.
        var input = new float[one.Batch * reference.InputSize];
        for (var i = 0; i < input.Length; i++)
        {
            input[i] = i % 2 == 0 ? 0.1f : 0.2f;
        }

        var gradient = new float[one.Batch * reference.OutputSize];
        Array.Fill(gradient, 0.1f);
        model.ForwardTraining(input);
        model.Gradients.Clear();
        model.Backward(gradient);

        // The samples differ where they have an odd number of inputs; two of them never do.
        reference.Backward(ValueRecipe.Widen(input[..(2 * reference.InputSize)]), ValueRecipe.Widen(gradient[..(2 * reference.OutputSize)]));
        var bound = roundings((long)one.Batch * 4096) * Math.ScaleB(1, -24);
        foreach (var tensor in reference.Tensors)
        {
            var actual = new float[tensor.Values.Length];
            model.Gradients.GetTensor(tensor.Name, actual);
            for (var i = 0; i < actual.Length; i++)
            {
                var expected = tensor.Gradients[i] * (one.Batch / 2);
                Assert.True(
                    Math.Abs(actual[i] - expected) <= bound * Math.Abs(expected),
                    $"{name}: the gradient of {tensor.Name}[{i}] is {actual[i]:G9}, not {expected:G9}: off by {Math.Abs(actual[i] / expected - 1):G3}, bound {bound:G3}.");
            }
        }
    }

    private static void Add(TheoryData<string, string> data, IEnumerable<string> models, IEnumerable<string> devices)
    {
        foreach (var (model, device) in models.SelectMany(_ => devices, (model, device) => (model, device)))
        {
            data.Add(model, device);
        }
    }

    private static Case Of<TModel>(int batch, Func<ReferenceModelBuilder> reference)
        where TModel : class, IModel<TModel> =>
        new(typeof(TModel).Name, batch, reference, (maxBatch, device) => new TestModel<TModel>(TModel.Create(maxBatch, device)));

    private sealed record Case(string Name, int Batch, Func<ReferenceModelBuilder> Reference, Func<int, Device, ITestModel> Make);
}
