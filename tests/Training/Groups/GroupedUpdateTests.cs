using System.Collections.Immutable;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.Groups;

/// <summary>An optimiser with groups does to each tensor, bit for bit, what an optimiser with the tensor's own settings does to all.</summary>
public sealed class GroupedUpdateTests
{
    private const int Steps = 3;

    public static TheoryData<string, string> OptimizersOnDevices
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string device in TestDevices.All)
            {
                foreach (string optimizer in new[] { "sgd", "momentum", "nesterov", "adam", "adamw", "lion" })
                {
                    data.Add(device, optimizer);
                }
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(OptimizersOnDevices))]
    public void EachTensorHasTheStepOfItsOwnSettings(string device, string optimizer)
    {
        using var model = new SmallStack(1, TestDevices.Get(device));
        ParameterLayout layout = model.Parameters.Layout;
        var groups = new ParameterGroups(layout);
        groups.Add(new ParameterGroup(static tensor => tensor.Shape.Length == 1) { WeightDecayFactor = 0 });
        groups.Add(new ParameterGroup("head.*") { LearningRateFactor = 3, WeightDecay = 0.125f });
        groups.Add(new ParameterGroup("blocks.1.*fc1*") { Frozen = true });

        ParameterVector[] results = [.. new[] { (1f, 1f, -1f), (1f, 0f, -1f), (3f, 0f, 0.125f) }.Select(settings =>
            Train(model, Make(optimizer, settings.Item1, settings.Item3 < 0 ? 0.5f * settings.Item2 : settings.Item3), default))];
        ParameterVector grouped = Train(model, Make(optimizer, 1, 0.5f), groups.Resolve().Parts);

        foreach (TensorLayout tensor in layout.Tensors)
        {
            bool isFrozen = tensor.Name.StartsWith("blocks.1.", StringComparison.Ordinal) && tensor.Name.Contains("fc1", StringComparison.Ordinal);
            ParameterVector expected = isFrozen ? model.Parameters
                : tensor.Name.StartsWith("head.", StringComparison.Ordinal) ? results[2]
                : tensor.Shape.Length == 1 ? results[1] : results[0];
            Assert.Equal(Read(expected, tensor), Read(grouped, tensor));
            Assert.Equal(isFrozen, groups.IsFrozen(tensor.Name));
        }
    }

    [Fact]
    public void GroupsThatSayNothingNewAreNoGroups()
    {
        using var model = new PrimeMixer(1);
        var groups = new ParameterGroups(model.Parameters.Layout);
        Assert.True(groups.Resolve().IsTrivial);
        groups.Freeze("*");
        Assert.False(groups.Resolve().IsTrivial);
        Assert.Empty(groups.Resolve().Parts);
        groups.Unfreeze("*");
        Assert.True(groups.Resolve().IsTrivial);
    }

    [Fact]
    public void NeighboursOfAGroupAreOneRangeAndNoFloatIsInTwo()
    {
        using var model = new SmallStack(1);
        var groups = new ParameterGroups(model.Parameters.Layout);
        groups.Add(new ParameterGroup("head.*") { LearningRateFactor = 0 });
        ImmutableArray<ParameterPart> parts = groups.Resolve().Parts;
        Assert.Equal([1, 1], parts.Select(static part => part.Ranges.Count));
        Assert.Equal(model.Parameters.Layout.Length, parts.Sum(static part => part.Ranges.TotalLength));
        int[] lines = [.. parts.SelectMany(static part => part.LineTable).Order()];
        Assert.Equal(Enumerable.Range(0, lines.Length), lines);
    }

    private static Optimizer Make(string name, float factor, float decay) => name switch
    {
        "sgd" => new Sgd(0.01f * factor, weightDecay: decay),
        "momentum" => new Sgd(0.01f * factor, momentum: 0.9f, weightDecay: decay),
        "nesterov" => new Sgd(0.01f * factor, momentum: 0.9f, nesterov: true, weightDecay: decay),
        "adam" => new Adam(0.01f * factor, decay),
        "adamw" => new AdamW(0.01f * factor, decay),
        _ => new Lion(0.01f * factor, weightDecay: decay),
    };

    private static ParameterVector Train(SmallStack model, Optimizer optimizer, ImmutableArray<ParameterPart> parts)
    {
        ParameterVector parameters = model.Parameters.CreateLike();
        parameters.CopyFrom(model.Parameters);
        ParameterVector gradients = model.Parameters.CreateLike();
        for (ulong step = 0; step < Steps; step++)
        {
            gradients.Initialize(seed: 100 + step);
            if (parts.IsDefault)
            {
                optimizer.Step(parameters, gradients);
            }
            else
            {
                optimizer.Step(parameters, gradients, parts);
            }
        }

        return parameters;
    }

    private static float[] Read(ParameterVector vector, TensorLayout tensor)
    {
        float[] values = new float[tensor.Count];
        vector.GetTensor(tensor.Name, values);
        return values;
    }
}
