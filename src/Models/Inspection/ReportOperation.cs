using SparseGen.Analysis;
using SparseGen.Models;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Operations;

namespace SparseGen.Experiments;

/// <summary>Looks at a model with the instruments of SparseGen.Analysis.</summary>
/// <param name="checkpoint">Its parameters; null for initial ones.</param>
/// <param name="images">Images that it takes; null for normal numbers.</param>
/// <param name="samples">How many.</param>
/// <param name="largestSide">Larger weights have no spectrum.</param>
/// <param name="seed">Seed of initial values and normal numbers.</param>
internal sealed class ReportOperation(string? checkpoint, Dataset? images, int samples, int largestSide, ulong seed) : IModelOperation<ModelReport>
{
    /// <summary>Gradients of so many parameters for all outputs of a sample fit into memory.</summary>
    private const long MostGradientNumbers = 1L << 28;

    /// <inheritdoc/>
    public ModelReport Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        using TModel model = NewModel.Create<TModel>(Math.Min(16, TModel.Info.OutputSize), Device.Cpu, seed);
        if (checkpoint is not null)
        {
            Checkpoint.Load(checkpoint, model.Parameters);
        }

        IReadOnlyList<WeightSpectrum> spectra = WeightSpectrum.OfModel(model.Parameters, largestSide);
        HashSet<string> shown = [.. spectra.Select(static spectrum => spectrum.Name.Split('[')[0])];
        string[] leftOut = [.. TModel.Info.Tensors.Where(tensor => tensor.Shape.Length >= 2 && !shown.Contains(tensor.Name)).Select(static tensor => tensor.Name)];
        float[] inputs = Inputs(TModel.Info.InputSize, out int count);
        (double[] jacobian, double[] fisher, double kernel) = Derivatives(model, inputs, count);
        return new ModelReport(
            entry.Name,
            checkpoint is null ? null : Path.GetFullPath(checkpoint),
            $"{count} {(images is null ? "samples of normal numbers" : "test images")}",
            [.. spectra.Select(WeightReport.Of)],
            leftOut,
            jacobian,
            fisher,
            kernel,
            FilterImages.Of(model.Parameters, TModel.Info));
    }

    private float[] Inputs(int size, out int count)
    {
        count = images is null ? samples : Math.Min(samples, images.Count);
        float[] inputs = new float[count * size];
        if (images is not null)
        {
            images.FillInputs([.. Enumerable.Range(0, count)], inputs);
            return inputs;
        }

        var random = new CounterRandom(seed, "report");
        foreach (ref float value in inputs.AsSpan())
        {
            value = (float)random.NextNormal();
        }

        return inputs;
    }

    private static (double[] Jacobian, double[] Fisher, double Kernel) Derivatives<TModel>(TModel model, float[] inputs, int count)
        where TModel : class, IModel<TModel>
    {
        (int size, int outputs) = (TModel.Info.InputSize, TModel.Info.OutputSize);
        if (outputs > NeuralTangentKernel.MaxRows || (long)outputs * TModel.Info.ParameterCount > MostGradientNumbers)
        {
            return ([], [], double.NaN);
        }

        try
        {
            double[] jacobian = new double[Math.Min(size, outputs)], fisher = new double[outputs];
            for (int sample = 0; sample < count; sample++)
            {
                ReadOnlySpan<float> input = inputs.AsSpan(sample * size, size);
                Add(jacobian, ModelJacobian.SingularValues(ModelJacobian.OfInput(model, input)), count);
                Add(fisher, FisherDual.Eigenvalues(NeuralTangentKernel.Of(model, input)), count);
            }

            int together = (int)Math.Min(Math.Min(count, NeuralTangentKernel.MaxRows / outputs), MostGradientNumbers / ((long)outputs * TModel.Info.ParameterCount));
            double[,] kernel = NeuralTangentKernel.Of(model, inputs.AsSpan(0, together * size));
            return (jacobian, fisher, FisherDual.Eigenvalues(kernel)[0] / together);
        }
        catch (ArgumentException exception) when (exception.ParamName is "model" or "matrix" or "symmetric")
        {
            throw new CommandException($"--model: {exception.Message}");
        }
    }

    private static void Add(double[] sums, double[] values, int count)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += values[i] / count;
        }
    }
}
