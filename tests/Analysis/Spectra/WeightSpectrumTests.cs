using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>Spectra of all weights of a model.</summary>
public sealed class WeightSpectrumTests
{
    [Fact]
    public void EveryDenseWeightHasASpectrumAndBlocksHaveOneEach()
    {
        using var model = new SmallZoo(1, seed: 1);
        foreach (string name in InitialValues.Weights(model.Parameters))
        {
            InitialValues.Orthogonal(model.Parameters, name, seed: 1, gain: 2);
        }

        IReadOnlyList<WeightSpectrum> spectra = WeightSpectrum.OfModel(model.Parameters);
        Assert.Equal(InitialValues.Weights(model.Parameters).Count + 1, spectra.Count);
        Assert.Contains(spectra, spectrum => spectrum.Name.EndsWith("[1]", StringComparison.Ordinal));
        Assert.All(spectra, spectrum =>
        {
            Assert.Equal(Math.Min(spectrum.Rows, spectrum.Columns), spectrum.SingularValues.Count);
            Assert.All(spectrum.SingularValues, value => Assert.Equal(2, value, 1e-5));
            Assert.Equal(spectrum.SingularValues.Count, spectrum.StableRank, 1e-4);
            Assert.Equal(0, spectrum.ShareAbove);
        });
        Assert.Equal(spectra.Count(spectrum => spectrum.SingularValues.Count <= 4), WeightSpectrum.OfModel(model.Parameters, largestSide: 4).Count);
    }

    [Fact]
    public void OneStrongDirectionIsAboveTheEdge()
    {
        using var model = new TanhPerceptron(1, seed: 1);
        float[] values = [.. Enumerable.Range(0, 63).Select(i => (i / 7 == 2 ? 3f : 0.1f) * (float)Math.Sin(1 + (i * i)))];
        model.Parameters.SetTensor("first.weight", values);
        WeightSpectrum spectrum = WeightSpectrum.OfModel(model.Parameters)[0];
        Assert.Equal(1.0 / 7, spectrum.ShareAbove, 1e-12);
        Assert.InRange(spectrum.StableRank, 1, 1.5);

        // The last layer starts with zeros: it has no law.
        Assert.Null(WeightSpectrum.OfModel(model.Parameters)[1].Law);
        Assert.Equal(0, WeightSpectrum.OfModel(model.Parameters)[1].StableRank);
    }

    [Fact]
    public void WeightsThatAreNotFiniteAreNamed()
    {
        using var model = new TanhPerceptron(1, seed: 1);
        model.Parameters.SetTensor("first.weight", [.. Enumerable.Repeat(float.NaN, 63)]);
        Refused<ArgumentException>("parameters", "first.weight has an entry NaN", () => WeightSpectrum.OfModel(model.Parameters));
    }
}
