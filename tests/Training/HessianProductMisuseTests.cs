using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training;

/// <summary>What is said where a Hessian-vector product cannot be had, and that asking for one allocates nothing.</summary>
public sealed class HessianProductMisuseTests
{
    private const int Batch = 4;

    [Fact]
    public void AModelWithoutTheDeclarationSaysWhatToDeclare()
    {
        Assert.False(ReluMlp.Info.HasHessianProducts);
        using var model = new ReluMlp(Batch);
        IModel<ReluMlp> contract = model;
        var direction = model.Parameters.CreateLike();
        foreach (var act in new Action[]
        {
            () => contract.ForwardTangent(direction),
            () => _ = contract.OutputTangent,
            () => contract.BackwardTangent([], direction),
            () => Ask(model, new SoftmaxCrossEntropy(), direction, model.Parameters.CreateLike()),
        })
        {
            Assert.Contains(
                "ReluMlp has no Hessian-vector products; declare it with [Model(HessianProducts = true)]",
                Assert.Throws<NotSupportedException>(act).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ALossWithoutASecondDerivativeSaysSo()
    {
        using var model = new CurvedMlp(Batch);
        var failure = Assert.Throws<NotSupportedException>(() => Ask(model, new LinearLoss(), model.Parameters.CreateLike(), model.Parameters.CreateLike()));
        Assert.Contains("LinearLoss does not implement EvaluateTangent", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheOrderOfCallsIsChecked()
    {
        using var model = new CurvedMlp(Batch);
        ParameterVector direction = model.Parameters.CreateLike(), result = model.Parameters.CreateLike();
        var tangent = new float[Batch * CurvedMlp.Info.OutputSize];
        void Fails(string message, Action act) => Assert.Contains(message, Assert.Throws<InvalidOperationException>(act).Message, StringComparison.Ordinal);

        Fails("ForwardTangent needs a ForwardTraining", () => model.ForwardTangent(direction));
        model.ForwardTraining(new float[Batch * CurvedMlp.Info.InputSize]);
        Fails("there was no Backward", () => model.ForwardTangent(direction));
        model.Backward(tangent);
        Fails("OutputTangent needs a ForwardTangent", () => _ = model.OutputTangent);
        Fails("BackwardTangent needs a ForwardTangent", () => model.BackwardTangent(tangent, result));
        model.ForwardTangent(direction);
        direction.Scale(2);
        Fails("one of them has changed", () => model.BackwardTangent(tangent, result));
        model.ForwardTangent(direction);
        model.BackwardTangent(tangent, result);
        model.Parameters.Scale(1);
        Fails("one of them has changed", () => model.BackwardTangent(tangent, result));
        Fails("they have changed since", () => model.ForwardTangent(direction));
        model.ForwardTraining(new float[Batch * CurvedMlp.Info.InputSize]);
        model.Backward(tangent);
        Fails("BackwardTangent needs a ForwardTangent", () => model.BackwardTangent(tangent, result));
    }

    [Fact]
    public void VectorsAndLengthsAreChecked()
    {
        using var model = new CurvedMlp(Batch);
        using var other = new CurvedMixer(Batch);
        ParameterVector direction = model.Parameters.CreateLike(), result = model.Parameters.CreateLike();
        var tangent = new float[Batch * CurvedMlp.Info.OutputSize];
        model.ForwardTraining(new float[Batch * CurvedMlp.Info.InputSize]);
        model.Backward(tangent);
        Assert.Equal("direction", Assert.Throws<ArgumentException>(() => model.ForwardTangent(other.Parameters)).ParamName);
        model.ForwardTangent(direction);
        Assert.Equal("outputGradientTangent", Assert.Throws<ArgumentException>(() => model.BackwardTangent(tangent.AsSpan(1), result)).ParamName);
        foreach (var wrong in new[] { direction, model.Parameters, other.Parameters })
        {
            Assert.Equal("result", Assert.Throws<ArgumentException>(() => model.BackwardTangent(tangent, wrong)).ParamName);
        }

        Assert.Equal("result", Assert.Throws<ArgumentException>(() => Ask(model, new SoftmaxCrossEntropy(), direction, direction)).ParamName);
    }

    [Fact]
    public void ClassProbabilitiesGiveTheProductOfLabels()
    {
        using var model = new CurvedMlp(Batch, Device.Cpu, seed: 3);
        var input = ValueRecipe.Values("input", Batch * CurvedMlp.Info.InputSize);
        var labels = ValueRecipe.Labels("labels", Batch, CurvedMlp.Info.OutputSize);
        var probabilities = new float[Batch * CurvedMlp.Info.OutputSize];
        for (var sample = 0; sample < Batch; sample++)
        {
            probabilities[(sample * CurvedMlp.Info.OutputSize) + labels[sample]] = 1;
        }

        var hook = new HessianProductHook { Direction = model.Parameters.CreateLike(), Result = model.Parameters.CreateLike() };
        hook.Direction.CopyFrom(model.Parameters);
        var trainer = new Trainer<CurvedMlp>(model, new Sgd(1e-30f), new SoftmaxCrossEntropy(0.2f)) { Hooks = { hook } };
        trainer.Step(input, labels);
        var ofLabels = model.Parameters.CreateLike();
        ofLabels.CopyFrom(hook.Result);
        trainer.Step(input, probabilities);
        hook.Result.Axpy(-1, ofLabels);
        Assert.True(ofLabels.Norm() > 0 && hook.Result.Norm() <= 1e-6 * ofLabels.Norm());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ProductsAllocateNothingAfterTheFirst(int threads)
    {
        using var model = new CurvedMonarch(Batch, Device.CpuWithThreads(threads));
        var hook = new HessianProductHook { Direction = model.Parameters.CreateLike(), Result = model.Parameters.CreateLike() };
        var trainer = new Trainer<CurvedMonarch>(model, new Sgd(1e-30f), new SoftmaxCrossEntropy()) { Hooks = { hook } };
        var input = ValueRecipe.Values("input", Batch * CurvedMonarch.Info.InputSize);
        var labels = ValueRecipe.Labels("labels", Batch, CurvedMonarch.Info.OutputSize);
        Allocations.AssertNone(() => trainer.Step(input, labels));
    }

    private static void Ask<TModel>(TModel model, ILoss loss, ParameterVector direction, ParameterVector result)
        where TModel : class, IModel<TModel>
    {
        var trainer = new Trainer<TModel>(model, new Sgd(1e-30f), loss);
        trainer.Hooks.Add(new HessianProductHook { Direction = direction, Result = result });
        trainer.Step(new float[Batch * TModel.Info.InputSize], new int[Batch]);
    }

    /// <summary>A user's loss as it was before there were second derivatives.</summary>
    private sealed class LinearLoss : ILoss
    {
        public float Evaluate(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
        {
            outputGradient.Fill(1);
            return 0;
        }
    }
}
