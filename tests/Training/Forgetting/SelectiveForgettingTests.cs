using SparseGen.Tests.Models;
using SparseGen.Tests.Training.Hooks;

namespace SparseGen.Tests.Training.Forgetting;

/// <summary>The terms of selective forgetting: what labels they use, what they add up to, and where they may stand.</summary>
public sealed class SelectiveForgettingTests
{
    private const int Samples = ForgettingProblem.Samples, Classes = ForgettingProblem.Classes;

    public static TheoryData<string> Devices => [.. TestDevices.All];

    public static TheoryData<string> Cpus => [.. TestDevices.Cpus];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void AddsForgettingAndCorrection(string device)
    {
        const float Forgetting = 0.5f, Correction = 2;
        using var problem = new ForgettingProblem(device);
        var probe = new BatchProbe();
        problem.Trainer.Hooks.Add(new SelectiveForgetting([], Forgetting, Correction, seed: 4));
        problem.Trainer.Hooks.Add(probe);
        float loss = problem.Step();
        float[] actual = problem.Gradient;

        // The labels it drew are where the corrected labels are not.
        float[] random = new float[Samples * Classes];
        float[] corrected = new float[Samples * Classes];
        for (int i = 0; i < random.Length; i++)
        {
            bool isLabel = ForgettingProblem.Labels[i / Classes] == i % Classes;
            corrected[i] = isLabel ? 1 : 0;
            random[i] = !isLabel && probe.Values[i] > 0 ? 1 : 0;
        }

        (float forgettingLoss, double[] forgettingGradient) = problem.CrossEntropy(ForgettingProblem.Input, random);
        (float correctionLoss, double[] correctionGradient) = problem.CrossEntropy(ForgettingProblem.Input, corrected);
        Assert.Equal((Forgetting * forgettingLoss) + (Correction * correctionLoss), loss, 1e-5);
        Approximately.Equal(
            [.. forgettingGradient.Zip(correctionGradient, (f, c) => (Forgetting * f) + (Correction * c))], actual, "gradient");
    }

    [Fact]
    public void RandomLabelsAreTheOthersAllAlikeAndNewInEachStep()
    {
        using var problem = new ForgettingProblem("cpu-1");
        var probe = new BatchProbe();
        problem.Trainer.Hooks.Add(new SelectiveForgetting([], forgettingWeight: 1, correctionWeight: 0));
        problem.Trainer.Hooks.Add(probe);
        int[,] drawn = new int[Classes, Classes];
        HashSet<string> batches = [];
        for (int step = 0; step < 400; step++)
        {
            problem.Step();
            batches.Add(string.Join(' ', probe.Values));
            for (int sample = 0; sample < Samples; sample++)
            {
                int label = Array.IndexOf(probe.Values, 1f, sample * Classes, Classes) - (sample * Classes);
                drawn[ForgettingProblem.Labels[sample], label]++;
                Assert.Equal(1, probe.Values.AsSpan(sample * Classes, Classes).ToArray().Sum());
            }
        }

        Assert.True(batches.Count > 100, $"{batches.Count} different batches");
        for (int label = 0; label < Classes; label++)
        {
            Assert.Equal(0, drawn[label, label]);

            // Half of the draws for each of the two others: at least 800 draws, so 14 is a deviation and more than five of them are chance no more.
            int[] others = [.. Enumerable.Range(0, Classes).Where(other => other != label).Select(other => drawn[label, other])];
            Assert.InRange(others[0] - others[1], -160, 160);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void DistillationIsTheDivergenceFromTheOldModel(string device)
    {
        const float Weight = 2;
        using var problem = new ForgettingProblem(device);
        var probe = new BatchProbe();
        Distillation term = Distillation.Of(Weight, problem.Model, ForgettingProblem.Data, batchSize: 5, seed: 1);
        problem.Trainer.Hooks.Add(new SelectiveForgetting([term]));
        problem.Trainer.Hooks.Add(probe);
        float near = problem.Step();
        float[] nearGradient = problem.Gradient;

        // While the model is what it was, the term is 0, and so is its gradient.
        using var bare = new ForgettingProblem(device);
        bare.Trainer.Hooks.Add(new SelectiveForgetting([]));
        Assert.Equal(bare.Step(), near, 1e-5);
        Approximately.Equal(ValueRecipe.Widen(bare.Gradient), nearGradient, "gradient");

        // Elsewhere it is the cross-entropy with the old model's answers, less their entropy.
        using var far = new ForgettingProblem(device);
        using var farBare = new ForgettingProblem(device);
        far.Model.Parameters.Scale(1.5f);
        farBare.Model.Parameters.Scale(1.5f);
        far.Trainer.Hooks.Add(new SelectiveForgetting([term]));
        far.Trainer.Hooks.Add(probe);
        farBare.Trainer.Hooks.Add(new SelectiveForgetting([]));
        float loss = far.Step();
        float[] gradient = far.Gradient;
        Assert.Equal(5 * ForgettingProblem.Inputs, probe.Input.Length);
        float bareLoss = farBare.Step();
        double[] expected = ValueRecipe.Widen(farBare.Gradient);
        (float crossEntropy, double[] distilled) = farBare.CrossEntropy(probe.Input, probe.Values);
        double entropy = -probe.Values.Sum(p => p * Math.Log(p)) / 5;
        Assert.True(crossEntropy - entropy > 0.01);
        Assert.Equal(bareLoss + (Weight * (crossEntropy - entropy)), loss, 1e-5);
        Approximately.Equal([.. expected.Zip(distilled, (b, d) => b + (Weight * d))], gradient, "gradient");
    }

    [SkippableTheory]
    [MemberData(nameof(Cpus))]
    public void StepsAllocateNothing(string device)
    {
        Allocations.AssertNoneAfterFirst(() =>
        {
            var problem = new ForgettingProblem(device);
            Trainer<SmoothMlp> trainer = TrainWithAllTerms(problem);
            return (problem, () => trainer.Step(ForgettingProblem.Input, ForgettingProblem.Labels));
        });
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void TheSameRunGivesTheSameBits(string device)
    {
        Assert.Equal(Run(), Run());

        uint[] Run()
        {
            using var problem = new ForgettingProblem(device);
            Trainer<SmoothMlp> trainer = TrainWithAllTerms(problem);
            for (int step = 0; step < 4; step++)
            {
                trainer.Step(ForgettingProblem.Input, ForgettingProblem.Labels);
            }

            return Regression<SmoothMlp>.Bits(problem.Model.Parameters);
        }
    }

    private static Trainer<SmoothMlp> TrainWithAllTerms(ForgettingProblem problem)
    {
        FisherDiagonal fisher = FisherDiagonal.Estimate(problem.Model, new SoftmaxCrossEntropy(), ForgettingProblem.Data);
        RememberingTerm[] terms =
            [new ElasticWeightConsolidation(1, fisher), Distillation.Of(1, problem.Model, ForgettingProblem.Data, batchSize: 8)];
        return new Trainer<SmoothMlp>(problem.Model, new AdamW(), new SoftmaxCrossEntropy())
        {
            Hooks = { new GradientClipping(1), new GradientRegularization(0.01f), new SelectiveForgetting(terms) },
        };
    }

    [Fact]
    public void RefusesWhatMakesNoSense()
    {
        using var problem = new ForgettingProblem("cpu-1");
        Assert.Throws<ArgumentOutOfRangeException>(() => new SelectiveForgetting([], 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("forgettingWeight", () => new SelectiveForgetting([], -1));
        Assert.Throws<ArgumentOutOfRangeException>("correctionWeight", () => new SelectiveForgetting([], 1, float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => Distillation.Of(1, problem.Model, ForgettingProblem.Data, 9));
    }

    [Fact]
    public void RefusesTargetNumbersAsWhatTheyAre()
    {
        using var problem = new ForgettingProblem("cpu-1");
        problem.Trainer.Hooks.Add(new SelectiveForgetting([]));
        string message = Assert.Throws<InvalidOperationException>(
            () => problem.Trainer.Step(ForgettingProblem.Input, new float[Samples * Classes])).Message;
        Assert.Contains("needs labels", message, StringComparison.Ordinal);
        Assert.Contains("hand labels to Step", message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesLossesThatItsTermsAreNotWrittenFor()
    {
        using var problem = new ForgettingProblem("cpu-1");
        Distillation distillation = Distillation.Of(problem.Model, ForgettingProblem.Data, batchSize: 8);
        AssertRefused(new MeanSquaredError(), [], "SelectiveForgetting needs a trainer with the loss SoftmaxCrossEntropy, ", "; the trainer's is MeanSquaredError.");
        AssertRefused(new SoftmaxCrossEntropy(0.125f), [distillation], "Distillation needs a SoftmaxCrossEntropy without label smoothing, ", "smoothing of 0.125.");

        // Forgetting and correction are linear in their targets under smoothing too.
        Assert.Null(Record.Exception(() => Step(new SoftmaxCrossEntropy(0.125f), [])));
        Assert.Null(Record.Exception(() => Step(new SoftmaxCrossEntropy(), [distillation])));

        void AssertRefused(ILoss loss, RememberingTerm[] terms, string start, string end)
        {
            uint[] before = Regression<SmoothMlp>.Bits(problem.Model.Parameters);
            string message = Assert.Throws<InvalidOperationException>(() => Step(loss, terms)).Message;
            Assert.StartsWith(start, message, StringComparison.Ordinal);
            Assert.EndsWith(end, message, StringComparison.Ordinal);
            Assert.Equal(before, Regression<SmoothMlp>.Bits(problem.Model.Parameters));
        }

        void Step(ILoss loss, RememberingTerm[] terms) =>
            new Trainer<SmoothMlp>(problem.Model, new Sgd(0.1f), loss) { Hooks = { new SelectiveForgetting(terms) } }
                .Step(ForgettingProblem.Input, ForgettingProblem.Labels);
    }

    [Fact]
    public void WeightsThatAreNotGivenAreTheDocumentedOnes()
    {
        using var problem = new ForgettingProblem("cpu-1");
        FisherDiagonal fisher = FisherDiagonal.Estimate(problem.Model, new SoftmaxCrossEntropy(), ForgettingProblem.Data);
        var forgetting = new SelectiveForgetting([]);
        Assert.Equal((1, 1), (forgetting.ForgettingWeight, forgetting.CorrectionWeight));
        Assert.Equal(10, new ElasticWeightConsolidation(fisher).Weight);
        Assert.Equal(1, Distillation.Of(problem.Model, ForgettingProblem.Data, batchSize: 8).Weight);
    }
}
