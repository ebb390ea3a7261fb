using SparseGen.Tests.Reference;

namespace SparseGen.Tests.Generation;

/// <summary>Draws one of the layers of series, gates and batches, as attributes and as the reference; epsilons are large, since what is drawn may be almost constant.</summary>
/// <param name="numbers">Makes the choices.</param>
/// <param name="reference">What the layer is added to.</param>
/// <param name="name">Its name.</param>
/// <param name="keepsShape">Whether the shape afterwards has to be that before.</param>
internal sealed class RandomFamilyLayer(RandomNumbers numbers, ReferenceModelBuilder reference, string name, bool keepsShape)
{
    private bool IsTokens => reference.Shape.Count == 2;

    /// <summary>Adds layers to the reference.</summary>
    /// <returns>Their attributes.</returns>
    public IEnumerable<string> Add() => (numbers.Choose(IsTokens ? 8 : 3), keepsShape) switch
    {
        (0, _) => [BatchNorm()],
        (1, _) => [LayerScale()],
        (2, false) => [FeatureSum()],
        (3, _) => [GatedMixerBlock()],
        (4, _) => [DepthwiseConvolution()],
        (5, _) when reference.Shape[1] % 2 == 0 && !keepsShape => [SpatialGate()],
        (6, _) => Normalised(),
        (7, false) => [Patches()],
        _ => [BatchNorm()],
    };

    private string BatchNorm()
    {
        bool affine = numbers.Flag(), overTokens = IsTokens && numbers.Flag();
        reference.BatchNorm(0.1f, affine, overTokens, name: name);
        return $"BatchNorm(Name = \"{name}\", Epsilon = 0.1f, Affine = {Word(affine)}{(IsTokens ? $", OverTokens = {Word(overTokens)}" : "")})";
    }

    private string LayerScale()
    {
        reference.LayerScale(name);
        return $"LayerScale(0.3, Name = \"{name}\")";
    }

    private string FeatureSum()
    {
        reference.FeatureSum();
        return "FeatureSum(Repeat = 1)";
    }

    private string GatedMixerBlock()
    {
        int expansion = 1 + numbers.Choose(2), repeat = 1 + numbers.Choose(2);
        reference.GatedMixer(expansion, repeat, 0.1f, name: name);
        return $"GatedMixerBlock({expansion}, Repeat = {repeat}, Epsilon = 0.1f, Name = \"{name}\")";
    }

    private string DepthwiseConvolution()
    {
        var isCausal = numbers.Flag();
        var kernel = (2 * numbers.Choose(3)) + 1;
        reference.AlongTokens(kernel, isCausal, name: name);
        return $"DepthwiseConvolution1d({kernel}, {Word(isCausal)}, Name = \"{name}\")";
    }

    private string SpatialGate()
    {
        reference.SpatialGate(0.1f, name: name);
        return $"SpatialGate(Epsilon = 0.1f, Name = \"{name}\")";
    }

    private string Patches()
    {
        int length = 1 + numbers.Choose(Math.Min(4, reference.Shape[0])), stride = 1 + numbers.Choose(length);
        while ((reference.Shape[0] - length) % stride != 0)
        {
            stride--;
        }

        reference.SeriesPatches(length, stride);
        return $"Patches({length}, {stride})";
    }

    /// <summary>Reversible normalisation around a map of the channels or of the time.</summary>
    private string[] Normalised()
    {
        bool affine = numbers.Flag();
        int time = keepsShape ? reference.Shape[0] : numbers.Size();
        reference.InstanceNorm(0.1f, affine, name).TokenLinear(time, name: $"{name}_time").UndoInstanceNorm();
        return [$"ReversibleInstanceNorm(Name = \"{name}\", Epsilon = 0.1f, Affine = {Word(affine)})", $"TokenLinear({time}, Name = \"{name}_time\")", "UndoInstanceNorm"];
    }

    private static string Word(bool value) => value ? "true" : "false";
}
