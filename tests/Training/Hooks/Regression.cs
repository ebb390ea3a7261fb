using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.Hooks;

/// <summary>A regression on 16 samples of 6 numbers and 3 targets, from training.safetensors, for hooks to work on.</summary>
internal sealed class Regression<TModel> : IDisposable
    where TModel : class, IModel<TModel>
{
    public const int Samples = 16, Inputs = 6, Outputs = 3;

    public Regression(string device, IOptimizer? optimizer = null, params ITrainingHook[] hooks)
    {
        Fixture = new Fixture("training");
        Model = TModel.Create(Samples, TestDevices.Get(device));
        foreach (TensorInfo tensor in TModel.Info.Tensors)
        {
            float[] start = typeof(TModel) == typeof(SmoothMlp)
                ? Fixture[$"regression.start.{tensor.Name}"]
                : ValueRecipe.Initial(tensor.Name, tensor.Shape);
            Model.Parameters.SetTensor(tensor.Name, start);
        }

        Trainer = new Trainer<TModel>(Model, optimizer ?? new Sgd(learningRate: 0), new MeanSquaredError());
        foreach (ITrainingHook hook in hooks)
        {
            Trainer.Hooks.Add(hook);
        }
    }

    public Fixture Fixture { get; }

    public TModel Model { get; }

    public Trainer<TModel> Trainer { get; }

    public float[] Input => Fixture["regression.inputs"];

    public float[] Targets => Fixture["regression.targets"];

    public float Step() => Trainer.Step(Input, (ReadOnlySpan<float>)Targets);

    /// <summary>All numbers of a vector in PyTorch's order, tensor after tensor.</summary>
    public static float[] Numbers(ParameterVector vector) =>
        [.. TModel.Info.Tensors.SelectMany(tensor =>
        {
            float[] values = new float[tensor.Shape.Aggregate(1, (product, size) => product * size)];
            vector.GetTensor(tensor.Name, values);
            return values;
        })];

    /// <summary>All storage of a vector as bits, padding included.</summary>
    public static uint[] Bits(ParameterVector vector)
    {
        float[] storage = new float[vector.Length];
        vector.Read(storage);
        return Array.ConvertAll(storage, BitConverter.SingleToUInt32Bits);
    }

    public void Dispose() => Model.Dispose();
}
