using SparseGen;
using SparseGen.Models;

namespace Stranger;

/// <summary>A model of the package SparseGen.Models, whose code was generated there.</summary>
internal static class Published
{
    /// <summary>Trains it for a step, since its head begins with zeros, and puts its parameters into another of the kind: both have to give the same numbers.</summary>
    public static bool IsSame()
    {
        using var model = new FashionMixer(maxBatch: 1, seed: 1);
        using var other = new FashionMixer(maxBatch: 1, seed: 2);
        float[] image = new float[FashionMixer.Info.InputSize], logits = new float[FashionMixer.Info.OutputSize], again = new float[FashionMixer.Info.OutputSize];
        Array.Fill(image, 0.5f);
        new Trainer<FashionMixer>(model, new AdamW(learningRate: 1e-3f), new SoftmaxCrossEntropy()).Step(image, [3]);
        model.Forward(image, logits);
        other.Parameters.CopyFrom(model.Parameters);
        other.Forward(image, again);
        Console.WriteLine(FormattableString.Invariant($"{FashionMixer.Info.Name}: {FashionMixer.Info.ParameterCount} parameters, the first logit is {logits[0]:G4}"));
        return logits.AsSpan().SequenceEqual(again) && logits.Distinct().Count() > 1;
    }
}
