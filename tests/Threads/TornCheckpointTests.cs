namespace SparseGen.Tests.Threads;

/// <summary>Parameters read and saved by another thread while a model trains.</summary>
public sealed class TornCheckpointTests
{
    /// <summary>
    /// An optimiser of plain gradients is replaced by one that adds 1 to every parameter a step, so that a copy of one step holds one number and a torn one two.
    /// </summary>
    [Fact]
    public void WhatAnotherThreadSavesBesideARunIsOfOneStep()
    {
        string folder = Directory.CreateTempSubdirectory("sparsegen-").FullName;
        using var model = new ThreadedMlp(maxBatch: 4, Device.CpuWithThreads(1), seed: 1);
        using var copy = new ThreadedMlp(maxBatch: 1, Device.CpuWithThreads(1), seed: 1);
        model.Parameters.Clear();
        var trainer = new Trainer<ThreadedMlp>(model, new AddOne(), new MeanSquaredError());
        bool done = false;
        int torn = 0;
        int saved = 0;
        Exception? failure = null;
        var reader = new Thread(() =>
        {
            try
            {
                string path = Path.Combine(folder, "beside.safetensors");
                while (!Volatile.Read(ref done) || saved < 5)
                {
                    Checkpoint.Save(path, model);
                    Checkpoint.Load(path, copy.Parameters);
                    saved++;
                    torn += Values(copy.Parameters).Distinct().Count() > 1 ? 1 : 0;
                }
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        reader.Start();
        float[] input = new float[4 * 64];
        for (int step = 0; step < 1500; step++)
        {
            trainer.Step(input, new float[4 * 64]);
        }

        Volatile.Write(ref done, true);
        reader.Join();
        Directory.Delete(folder, recursive: true);
        Assert.Null(failure);
        Assert.Equal(0, torn);
    }

    private static IEnumerable<float> Values(ParameterVector vector)
    {
        foreach (TensorInfo tensor in ThreadedMlp.Info.Tensors)
        {
            var values = new float[tensor.Shape.Aggregate(1, (a, b) => a * b)];
            vector.GetTensor(tensor.Name, values);
            yield return values[0];
            yield return values[^1];
        }
    }

    private sealed class AddOne : IOptimizer
    {
        public float LearningRate { get; set; } = 1;

        public void Step(ParameterVector parameters, ParameterVector gradients)
        {
            // Tensor by tensor, as slowly as can be: every copy in between is torn.
            foreach (TensorLayout tensor in parameters.Layout.Tensors)
            {
                var values = new float[tensor.Count];
                parameters.GetTensor(tensor.Name, values);
                Array.Fill(values, values[0] + 1);
                parameters.SetTensor(tensor.Name, values);
            }
        }
    }
}
