using MathNet.Numerics.LinearAlgebra;
using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>Jacobians from layer to layer: they are the factors of those from a layer to the output.</summary>
public sealed class LayerJacobianTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void TheFactorsMakeTheWhole(int maxBatch)
    {
        using TappedMixer model = Create(maxBatch);
        using var part = new MixerPart(maxBatch);
        using var stem = new StemPart(maxBatch);
        float[] input = ModelJacobianTests.Sample(24, 5);
        string[] layers = ["stem", "blocks.0", "blocks.1", "blocks.2"];
        Matrix<double>[] behind = [.. ModelJacobian.OfLayers(model, input, layers).Select(Matrix<double>.Build.DenseOfArray)];
        for (int layer = 1; layer < layers.Length; layer++)
        {
            double[,] factor = LayerJacobian.Of(model, input, layers[layer - 1], layers[layer], part, "blocks.0");
            Assert.Equal((30, 30), (factor.GetLength(0), factor.GetLength(1)));
            AssertClose(behind[layer - 1], behind[layer] * Matrix<double>.Build.DenseOfArray(factor));
            Assert.True((Matrix<double>.Build.DenseOfArray(factor) - Matrix<double>.Build.DenseIdentity(30)).FrobeniusNorm() > 0.1);
        }

        double[,] first = LayerJacobian.Of(model, input, "input", "stem", stem, "stem");
        AssertClose(Matrix<double>.Build.DenseOfArray(ModelJacobian.OfInput(model, input)), behind[0] * Matrix<double>.Build.DenseOfArray(first));
    }

    [Fact]
    public void WrongPartsAreNamed()
    {
        using TappedMixer model = Create(2);
        float[] input = ModelJacobianTests.Sample(24, 5);
        using var part = new MixerPart(2);
        using var stem = new StemPart(2);
        using var wider = new WiderPart(2);
        using var bent = new BentPart(2);
        void Fails<TPart>(string expected, string before, string layer, TPart one, string partLayer)
            where TPart : class, IModel<TPart>
            => Refused<ArgumentException>("part", expected, () => LayerJacobian.Of(model, input, before, layer, one, partLayer));

        Fails("StemPart has 24 inputs and 30 outputs; expected 30 as stem and 30 as blocks.0", "stem", "blocks.0", stem, "stem");
        Fails("WiderPart has blocks.0.mlp_channels.fc1.weight with 40 numbers", "stem", "blocks.0", wider, "blocks.0");
        Fails("expected tensors of blocks.1 alone", "stem", "blocks.0", part, "blocks.1");
        Fails("BentPart makes of stem what differs from blocks.0 by", "stem", "blocks.0", bent, "blocks.0");
        Fails("MixerPart makes of blocks.0 what differs from blocks.2 by", "blocks.0", "blocks.2", part, "blocks.0");
        Refused<ArgumentException>("name", "no layer or activation 'steam'", () => LayerJacobian.Of(model, input, "steam", "blocks.0", part, "blocks.0"));
        Refused<ArgumentException>("input", "input has 48 numbers; expected 24, one sample", () => LayerJacobian.Of(model, new float[48], "stem", "blocks.0", part, "blocks.0"));
    }

    /// <summary>Weights of ordinary size: the head would begin at zero, and the Jacobians with it.</summary>
    private static TappedMixer Create(int maxBatch)
    {
        var model = new TappedMixer(maxBatch, seed: 4);
        foreach (string name in InitialValues.Weights(model.Parameters))
        {
            InitialValues.Scaled(model.Parameters, name, seed: 7);
        }

        return model;
    }

    private static void AssertClose(Matrix<double> expected, Matrix<double> found)
    {
        Assert.True(expected.FrobeniusNorm() > 0.1);
        Assert.InRange((found - expected).FrobeniusNorm(), 0, 4e-6 * expected.FrobeniusNorm());
    }
}
