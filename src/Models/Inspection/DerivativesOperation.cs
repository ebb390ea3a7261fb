using SparseGen.Analysis;
using SparseGen.Models;

namespace SparseGen.Tool.Inspection;

/// <summary>Jacobians, Fisher information and tangent kernel of a model.</summary>
/// <param name="inspected">The model.</param>
/// <param name="samples">Where derivatives are taken.</param>
/// <param name="batches">Sizes of the small batches whose kernels are looked at too, by how many samples fit into memory together.</param>
internal sealed class DerivativesOperation(InspectedModel inspected, InspectionSamples samples, Func<int, IReadOnlyList<int>> batches) : IModelOperation<DerivativesReport>
{
    /// <summary>Largest batch of a backward pass.</summary>
    public const int MostRows = 16;

    /// <summary>Gradients of so many parameters for all outputs of a sample fit into memory.</summary>
    private const long MostGradientNumbers = 1L << 28;

    /// <inheritdoc/>
    public DerivativesReport Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        using TModel model = inspected.Create<TModel>(Math.Min(MostRows, TModel.Info.OutputSize), samples.Seed);
        return Of(model, inspected, samples, batches);
    }

    /// <summary>Those of a model that is there; what cannot be had is left out, with the reason.</summary>
    public static DerivativesReport Of<TModel>(TModel model, InspectedModel inspected, InspectionSamples samples, Func<int, IReadOnlyList<int>> batches)
        where TModel : class, IModel<TModel>
    {
        (int size, int outputs) = (TModel.Info.InputSize, TModel.Info.OutputSize);
        var nothing = new DerivativesReport(
            inspected.Entry.Name, inspected.FullPath, samples.ToString(), [], [], 0, double.NaN, [], null);
        if (outputs > NeuralTangentKernel.MaxRows || (long)outputs * TModel.Info.ParameterCount > MostGradientNumbers)
        {
            return nothing with { LeftOut = $"the gradients of all {outputs} outputs by {TModel.Info.ParameterCount} parameters would not fit into memory" };
        }

        try
        {
            float[] inputs = samples.Inputs(size);
            int count = samples.Count;
            double[] jacobian = new double[Math.Min(size, outputs)], fisher = new double[outputs];
            for (int sample = 0; sample < count; sample++)
            {
                ReadOnlySpan<float> input = inputs.AsSpan(sample * size, size);
                Add(jacobian, ModelJacobian.SingularValues(ModelJacobian.OfInput(model, input)), count);
                Add(fisher, FisherDual.Eigenvalues(NeuralTangentKernel.Of(model, input)), count);
            }

            int together = (int)Math.Min(Math.Min(count, NeuralTangentKernel.MaxRows / outputs), MostGradientNumbers / ((long)outputs * TModel.Info.ParameterCount));
            double Largest(double[,] kernel) => FisherDual.Eigenvalues(kernel)[0] * outputs / kernel.GetLength(0);
            BatchKernels Kernels(int batch) => new(batch, [.. NeuralTangentKernel.OfBatches(model, inputs.AsSpan(0, together * size), batch).Select(Largest)]);
            return nothing with
            {
                JacobianSingularValues = jacobian,
                FisherEigenvalues = fisher,
                KernelSamples = together,
                KernelEigenvalue = Largest(NeuralTangentKernel.Of(model, inputs.AsSpan(0, together * size))),
                Batches = [.. batches(together).Select(Kernels)],
            };
        }
        catch (ArgumentException exception)
        {
            return nothing with { LeftOut = Refusal.Reason(exception) };
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
