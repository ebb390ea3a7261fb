using SparseGen.Models;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Gpu;

/// <summary>What a training step and an inference ask of CUDA's driver. Part of <see cref="DriverCallTests"/>.</summary>
public sealed class DriverCallInChildTests
{
    private const int Classes = 10;

    /// <summary>How many tests there are.</summary>
    public static int Count => StepBudget.All.Count + 4;

    public static TheoryData<string> Models => [.. StepBudget.All.Select(static budget => budget.Model)];

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void AStepAndAnInferenceKeepToTheirBudgets(string model)
    {
        CudaStub.Demand();
        ModelCatalogue.Find(model)!.Apply(new Counting(StepBudget.All.Single(budget => budget.Model == model), MathMode.Fp32));
    }

    /// <summary>Tensor cores are another part of the same tiles: nothing is launched or copied besides.</summary>
    [SkippableFact]
    public void AStepOnTensorCoresKeepsToTheSameBudget()
    {
        CudaStub.Demand();
        ModelCatalogue.Find(StepBudget.All[0].Model)!.Apply(new Counting(StepBudget.All[0], MathMode.Tf32x3));
    }

    [SkippableFact]
    public void AModelGivesItsMemoryBack()
    {
        CudaStub.Demand();
        long before = CudaStub.Held;
        using (PrimeMixer model = new(4, Device.Cuda(0)))
        {
            float[] input = new float[4 * PrimeMixer.Info.InputSize];
            new Trainer<PrimeMixer>(model, new Sgd(0.1f), new SoftmaxCrossEntropy()).Step(input, new int[4]);
            Assert.True(CudaStub.Held > before + (4 * sizeof(float) * PrimeMixer.Info.ParameterCount));
        }

        Assert.Equal(before, CudaStub.Held);
    }

    /// <summary>A larger batch than the model was made for goes through in pieces, each with its copies.</summary>
    [SkippableFact]
    public void AnInferenceOfThreePiecesCopiesEachOnce()
    {
        CudaStub.Demand();
        using PrimeMixer model = new(4, Device.Cuda(0));
        float[] input = new float[9 * PrimeMixer.Info.InputSize], output = new float[9 * PrimeMixer.Info.OutputSize];
        model.Forward(input, output);
        model.Forward(input, output);
        CudaStub.Counts one = CudaStub.Count(() => model.Forward(input.AsSpan(0, PrimeMixer.Info.InputSize), output.AsSpan(0, PrimeMixer.Info.OutputSize)));
        CudaStub.Counts all = CudaStub.Count(() => model.Forward(input, output));
        Assert.Equal(
            one with
            {
                Launches = 3 * one.Launches,
                Graphs = 3,
                LaunchedByGraphs = 3 * one.Launches,
                Uploads = 3,
                Uploaded = 9 * one.Uploaded,
                Downloads = 3,
                Downloaded = 9 * one.Downloaded,
                Waits = 3 * one.Waits,
            },
            all);
    }

    /// <summary>Kernels of the library and of a model are loaded once a device, whoever launches them.</summary>
    [SkippableFact]
    public void ASecondModelOfTheSameClassLoadsNoKernel()
    {
        CudaStub.Demand();
        Step();
        Assert.Equal(0, CudaStub.Count(Step).Modules);

        static void Step()
        {
            using RoundMixer model = new(2, Device.Cuda(0));
            new Trainer<RoundMixer>(model, new AdamW(), new SoftmaxCrossEntropy()).Step(new float[2 * RoundMixer.Info.InputSize], [1, 2]);
        }
    }

    private sealed class Counting(StepBudget budget, MathMode mode) : IModelOperation<bool>
    {
        public bool Run<TModel>(ModelEntry entry)
            where TModel : class, IModel<TModel>
        {
            using TModel model = TModel.Create(budget.Batch, Device.Cuda(0, mode));
            var trainer = new Trainer<TModel>(model, new AdamW(1e-3f, weightDecay: 0.05f), new SoftmaxCrossEntropy());
            float[] images = new float[budget.Batch * TModel.Info.InputSize], output = new float[budget.Batch * TModel.Info.OutputSize];
            int[] labels = [.. Enumerable.Range(0, budget.Batch).Select(static i => i % Classes)];

            // The first ones load kernels and copy lists of indices, the second ones are recorded besides.
            trainer.Step(images, labels);
            model.Forward(images, output);
            CudaStub.Counts recorded = CudaStub.Count(() => trainer.Step(images, labels)), recordedInference = CudaStub.Count(() => model.Forward(images, output));
            long gathers = CudaStub.LaunchesOf("GatherElements"), moves = CudaStub.LaunchesOf("MoveElements") + CudaStub.LaunchesOf("TransposeElements");
            CudaStub.Counts step = CudaStub.Count(() => trainer.Step(images, labels));
            gathers = CudaStub.LaunchesOf("GatherElements") - gathers;
            moves = CudaStub.LaunchesOf("MoveElements") + CudaStub.LaunchesOf("TransposeElements") - moves;
            CudaStub.Counts inference = CudaStub.Count(() => model.Forward(images, output));

            // Images and labels go up before anything is launched, and nothing is allocated or loaded.
            long input = sizeof(float) * images.Length, logits = sizeof(float) * output.Length;
            long labelled = input + (sizeof(int) * budget.Batch), back = sizeof(float) * ((StepBudget.Loss * budget.Batch) + StepBudget.Guard);
            Assert.Equal((budget.Step, budget.Inference, budget.Gathers, budget.Moves), ((int)step.Launches, (int)inference.Launches, (int)gathers, (int)moves));
            Assert.Equal(
                new CudaStub.Counts(
                    budget.Step, StepBudget.UploadsOfStep, labelled, Downloads: 1, back, Moves: 0, Clears: 1, StepBudget.WaitsOfStep, Modules: 0, Allocations: 0, Held: 0,
                    StepBudget.GraphsOfStep, budget.Step - StepBudget.LaunchCallsOfStep + StepBudget.GraphsOfStep),
                step);
            Assert.Equal(
                new CudaStub.Counts(
                    budget.Inference, Uploads: 1, input, Downloads: 1, logits, Moves: 0, Clears: 0, StepBudget.WaitsOfInference, Modules: 0, Allocations: 0, Held: 0,
                    StepBudget.GraphsOfInference, budget.Inference),
                inference);
            Assert.Equal((StepBudget.LaunchCallsOfStep, StepBudget.LaunchCallsOfInference), (step.LaunchCalls, inference.LaunchCalls));
            Assert.Equal((step, inference), (recorded, recordedInference));
            return true;
        }
    }
}
