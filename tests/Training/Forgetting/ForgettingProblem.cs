using SparseGen.Tests.Models;
using SparseGen.Tests.Training.Hooks;

namespace SparseGen.Tests.Training.Forgetting;

/// <summary>A small classifier, some samples, and hooks on a trainer whose optimiser does not move.</summary>
internal sealed class ForgettingProblem : IDisposable
{
    public const int Samples = 8, Inputs = 6, Classes = 3;

    public static readonly float[] Input = ProbeData.Normal(Samples * Inputs, seed: 8);
    public static readonly int[] Labels = [0, 2, 1, 1, 2, 0, 0, 2];

    public ForgettingProblem(string device)
    {
        Model = new SmoothMlp(Samples, TestDevices.Get(device), seed: 3);

        // The head starts at zero, where nothing depends on the other parameters.
        foreach (TensorInfo tensor in SmoothMlp.Info.Tensors)
        {
            Model.Parameters.SetTensor(tensor.Name, ValueRecipe.Initial(tensor.Name, tensor.Shape));
        }

        Trainer = new Trainer<SmoothMlp>(Model, new Sgd(learningRate: 0), new SoftmaxCrossEntropy());
    }

    public static Dataset Data => Dataset.FromFloats(Input, Inputs, Labels);

    public SmoothMlp Model { get; }

    public Trainer<SmoothMlp> Trainer { get; }

    public float[] Gradient => Regression<SmoothMlp>.Numbers(Model.Gradients);

    public float Step() => Trainer.Step(Input, Labels);

    /// <summary>The gradient of the cross-entropy with given probabilities, and that loss.</summary>
    public (float Loss, double[] Gradient) CrossEntropy(float[] input, float[] probabilities)
    {
        var plain = new Trainer<SmoothMlp>(Model, new Sgd(learningRate: 0), new SoftmaxCrossEntropy());
        float loss = plain.Step(input, (ReadOnlySpan<float>)probabilities);
        return (loss, ValueRecipe.Widen(Gradient));
    }

    public void Dispose() => Model.Dispose();
}
