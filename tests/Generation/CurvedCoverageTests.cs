namespace SparseGen.Tests.Generation;

/// <summary>
/// The models whose outputs, gradients and Hessian-vector products are compared with PyTorch's hold every layer, every activation and every choice inside
/// a block, so that a new one cannot go without a fixture.
/// </summary>
public sealed class CurvedCoverageTests
{
    private static readonly DeclaredLayers Compared = DeclaredLayers.Of(CurvedCases.All.Where(one => one.FixtureBatches.Count > 0));

    [Fact]
    public void EveryLayerIsComparedWithPyTorch() => Assert.Empty(Compared.Missing);

    [Fact]
    public void EveryActivationIsComparedWithPyTorch() => Assert.Empty(Compared.MissingActivations);

    [Fact]
    public void EveryKindOfMapIsComparedWithPyTorch() => Assert.Empty(Compared.MissingMaps);

    [Fact]
    public void RandomPermutationsAreComparedWithPyTorch() => Assert.Empty(
        Compared.Settings(property => property.PropertyType == typeof(Permutation)).Where(setting => !setting.Values.Contains(Permutation.Random))
            .Select(setting => setting.Name));

    [Fact]
    public void NoiseIsComparedWithPyTorch() => Assert.Empty(
        Compared.Settings(property => property.Name is nameof(MixerBlockAttribute.Dropout) or nameof(MixerBlockAttribute.StochasticDepth))
            .Where(setting => !setting.Values.Any(rate => rate is > 0.0)).Select(setting => setting.Name));
}
