using SparseGen.Tests.Models;

namespace SparseGen.Tests.Structure;

/// <summary>Ensembles start as TabM's do: random signs where the members begin and ones elsewhere, and the same bias for all members.</summary>
public sealed class EnsembleInitialTests
{
    [Fact]
    public void MembersDifferInTheSignsOfTheirInputsAlone()
    {
        using var model = ModelCases.Named(nameof(TabularMembers)).Create(1, Device.Cpu, 1);
        float[] signs = Tensor(model, "ensemble.r");
        Assert.All(signs, value => Assert.True(value is 1 or -1));

        // 352 fair coins: the mean is within five of its deviations.
        Assert.InRange(signs.Average(), -5 / Math.Sqrt(signs.Length), 5 / Math.Sqrt(signs.Length));
        Assert.Equal(32, signs.Chunk(11).Select(row => string.Join(",", row)).Distinct().Count());
        foreach (var name in new[] { "ensemble.s", "ensemble2.r", "ensemble2.s" })
        {
            Assert.All(Tensor(model, name), value => Assert.Equal(1, value));
        }
    }

    [Fact]
    public void BiasesAreTheSameForAllMembersAndUniform()
    {
        using var model = ModelCases.Named(nameof(TabularMembers)).Create(1, Device.Cpu, 1);
        float[][] rows = [.. Tensor(model, "ensemble2.bias").Chunk(35)];
        Assert.All(rows, row => Assert.Equal(rows[0], row));
        Assert.Equal(35, rows[0].Distinct().Count());
        float[] all = [.. rows[0], .. Tensor(model, "ensemble2.weight"), .. Tensor(model, "output.weight"), .. Tensor(model, "output.bias")];
        Assert.All(all, value => Assert.InRange(value, -1 / MathF.Sqrt(35), 1 / MathF.Sqrt(35)));
        Assert.Equal(1 / Math.Sqrt(3 * 35.0), Math.Sqrt(all.Average(value => (double)value * value)), 0.005);
    }

    private static float[] Tensor(ITestModel model, string name)
    {
        var values = new float[model.Parameters.Layout.Find(name).Count];
        model.Parameters.GetTensor(name, values);
        return values;
    }
}
