using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Whether the buffers of a plan can exist. A model whose layers fit one by one can still ask for too much: what is kept comes to several times the activations,
/// and tensors are padded. Everything that is written afterwards, in offsets, strides and lengths, then fits an int.
/// </summary>
internal static class PlanLimits
{
    /// <exception cref="RefusedException">A buffer does not fit.</exception>
    public static void Check(Plan plan)
    {
        ModelGraph program = plan.Program;
        if (plan.Parameters.Length > Sizes.LongestBuffer)
        {
            int largest = Largest(program.Layers.Select(static layer => layer.ParameterCount));
            long count = program.Layers[largest].ParameterCount;
            throw new RefusedException(Descriptors.TooManyParameters, (model, layer) => [model, plan.Parameters.Length, Sizes.LongestBuffer, layer, count]) { Layer = largest + 1 };
        }

        // The largest batch and the chunk are 1 at least, so what a sample needs has to fit one buffer.
        CheckSample(program, Sizes.Times(plan.Inference.Scratch, plan.InferenceSamples), "for scratch of inference");
        CheckSample(program, plan.InferenceOnGpu.Pass.Scratch, "for scratch of inference on a GPU");
        if (plan.Training is { } training)
        {
            Check(program, training, plan.ChunkSamples);
        }

        foreach (IndexTable table in plan.Tables.Names.Keys)
        {
            CheckModel(program, Sizes.Times(table.Length, table.Loop?.TotalCount ?? 1), "for a list of its permutations", static layer => layer.ActivationCount);
        }
    }

    private static void Check(ModelGraph program, TrainingPlan training, int chunk)
    {
        CheckSample(program, training.SavedLength, "for what the backward pass reads");
        CheckSample(program, Sizes.Times(training.Scratch, chunk), "for scratch of training");
        CheckSample(program, training.OnGpu.Saved, "for what the backward pass reads on a GPU");
        CheckSample(program, training.OnGpu.Scratch, "for scratch of training on a GPU");
        if (training.Tangents is { } tangents)
        {
            CheckSample(program, tangents.SavedLength, "for what Hessian-vector products keep");
            CheckSample(program, Sizes.Times(tangents.Scratch, chunk), "for scratch of Hessian-vector products");
        }

        CheckModel(program, training.Transposed.Length, "for the transposed copies of all weights", static layer => layer.ParameterCount);
    }

    private static void CheckSample(ModelGraph program, long floats, string what)
    {
        if (floats > Sizes.LongestBuffer)
        {
            // The layer that computes most, or the input where that is larger.
            int largest = Largest(program.Layers.Select(static layer => layer.ActivationCount).Prepend(program.Input.Shape.Size));
            Shape shape = largest == 0 ? program.Input.Shape : program.Layers[largest - 1].Output;
            throw new RefusedException(Descriptors.ActivationTooLarge, (_, layer) => [layer, $"{shape}, {what}", floats, Sizes.LongestBuffer]) { Layer = largest };
        }
    }

    private static void CheckModel(ModelGraph program, long numbers, string what, Func<LayerRow, long> share)
    {
        if (numbers > Sizes.LongestBuffer)
        {
            throw new RefusedException(Descriptors.BufferTooLarge, (_, layer) => [layer, numbers, what, Sizes.LongestBuffer])
            {
                Layer = Largest(program.Layers.Select(share)) + 1,
            };
        }
    }

    private static int Largest(IEnumerable<long> sizes)
    {
        long[] all = [.. sizes];
        return Array.IndexOf(all, all.Max());
    }
}
