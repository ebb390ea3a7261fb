namespace SparseGen.Tests.Compression;

/// <summary>Masks by magnitude, the schedule, and weights that stay zero while a model is trained.</summary>
public sealed class PruningTests
{
    [Fact]
    public void TheLargestWeightsAreKept()
    {
        float[] weight = [1, -5, 2, 0.5f, 3, -3, 0, 4];
        Assert.Equal([0, 1, 0, 0, 1, 1, 0, 1], WeightMask.OfMagnitude(weight, 2, 0.5).Bits.ToArray());

        // Of equal ones the first.
        Assert.Equal([0, 1, 0, 0, 1, 0, 0, 1], WeightMask.OfMagnitude(weight, 2, 0.625).Bits.ToArray());
        Assert.Equal([0, 1, 1, 0, 0, 1, 0, 1], WeightMask.OfMagnitude([1, -5, 2, 0.5f, 2.5f, -3, 0, 4], 2, 0.5, PruningPattern.NOfM(2, 4)).Bits.ToArray());
        Assert.Equal([1, 1, 0, 0, 1, 1, 0, 0], WeightMask.OfMagnitude([1, -5, 2, 0.5f, 3, -3, 0, 4], 2, 0.5, PruningPattern.Blocks(2, 2)).Bits.ToArray());

        // Half way to 2 of 4 three of four are left.
        Assert.Equal(6, WeightMask.OfMagnitude(weight, 2, 0.3, PruningPattern.NOfM(2, 4)).Count);
        Assert.Equal(8, WeightMask.OfMagnitude(weight, 2, 0).Count);
    }

    [Fact]
    public void TheScheduleIsThatOfThePaper()
    {
        var schedule = new PruningSchedule(finalSparsity: 0.8, start: 10, interval: 5, updates: 4, initialSparsity: 0.2);
        Assert.Equal(0, schedule.At(9));
        Assert.Equal(0.2, schedule.At(10), 1e-12);
        Assert.Equal(0.8 - (0.6 * 0.75 * 0.75 * 0.75), schedule.At(17), 1e-12);
        Assert.Equal(0.8, schedule.At(30), 1e-12);
        Assert.Equal(0.8, schedule.At(1000), 1e-12);
        Assert.Equal([10L, 15, 20, 25, 30], Enumerable.Range(0, 100).Select(static step => (long)step).Where(schedule.IsUpdate));
    }

    [Fact]
    public void TrainingPrunesGraduallyAndZerosStayZero()
    {
        using OddPerceptron model = OddPerceptron.Create(16, seed: 1);
        var hook = new PruningHook(new PruningSchedule(0.75, start: 2, interval: 2, updates: 3), null, "first.weight", "second.weight");
        var trainer = new Trainer<OddPerceptron>(model, new AdamW(1e-2f, weightDecay: 0.05f), new SoftmaxCrossEntropy());
        trainer.Hooks.Add(hook);
        float[] input = RandomNumbers.Normal(16 * 37, 1);
        int[] labels = [.. Enumerable.Range(0, 16).Select(static i => i % 10)];
        List<double> sparsities = [];
        float loss = 0;
        for (int step = 0; step < 20; step++)
        {
            loss = trainer.Step(input, labels);
            sparsities.Add(hook.Masks?.Sparsity ?? -1);
            CheckZeros(model, hook.Masks);
        }

        // Step t is the step t + 1; the counts of the two matrices are rounded.
        Assert.Equal(-1, sparsities[0]);
        Assert.Equal(0, sparsities[1], 1e-3);
        Assert.Equal(0.75 * (1 - Math.Pow(2.0 / 3, 3)), sparsities[3], 1e-3);
        Assert.Equal(0.75, sparsities[7], 1e-3);
        Assert.Equal(0.75, sparsities[19], 1e-3);
        Assert.True(loss < 1.5, $"{loss}");
        float[] head = new float[400];
        model.Parameters.GetTensor("head.weight", head);
        Assert.DoesNotContain(0f, head);
    }

    [Fact]
    public void AHookThatComesBehindItsScheduleStillPrunes()
    {
        using OddPerceptron model = OddPerceptron.Create(16, seed: 1);
        var trainer = new Trainer<OddPerceptron>(model, new Sgd(0.1f), new SoftmaxCrossEntropy());
        trainer.Step(RandomNumbers.Normal(16 * 37, 1), new int[16]);
        trainer.Step(RandomNumbers.Normal(16 * 37, 1), new int[16]);
        var hook = new PruningHook(new PruningSchedule(0.5, start: 0, interval: 1, updates: 1));
        trainer.Hooks.Add(hook);
        trainer.Step(RandomNumbers.Normal(16 * 37, 1), new int[16]);
        Assert.Equal(0.5, hook.Masks!.Sparsity, 1e-3);
        CheckZeros(model, hook.Masks);
    }

    [Fact]
    public void AStateGoesOnWithTheBitsOfTheUninterruptedRun()
    {
        float[] input = RandomNumbers.Normal(16 * 37, 1);
        int[] labels = [.. Enumerable.Range(0, 16).Select(static i => i % 10)];
        using OddPerceptron whole = OddPerceptron.Create(16, seed: 1), resumed = OddPerceptron.Create(16, seed: 9);
        using var file = new TemporaryPath();
        Trainer<OddPerceptron> trainer = Pruning(whole), other = Pruning(resumed);
        for (int step = 0; step < 12; step++)
        {
            if (step == 5)
            {
                trainer.SaveState(file.Path);
            }

            trainer.Step(input, labels);
        }

        other.LoadState(file.Path);
        for (int step = 5; step < 12; step++)
        {
            other.Step(input, labels);
        }

        float[] expected = new float[53 * 37], found = new float[53 * 37];
        whole.Parameters.GetTensor("first.weight", expected);
        resumed.Parameters.GetTensor("first.weight", found);
        Assert.Equal(expected, found);
        Assert.Equal(((PruningHook)trainer.Hooks[0]).Masks!.Sparsity, ((PruningHook)other.Hooks[0]).Masks!.Sparsity);

        static Trainer<OddPerceptron> Pruning(OddPerceptron model)
        {
            var trainer = new Trainer<OddPerceptron>(model, new AdamW(1e-2f), new SoftmaxCrossEntropy());
            trainer.Hooks.Add(new PruningHook(new PruningSchedule(0.6, start: 1, interval: 3, updates: 3)));
            return trainer;
        }
    }

    [Fact]
    public void MasksOfAFileAreKeptToAndThoseOfAnotherShapeRefused()
    {
        using OddPerceptron model = OddPerceptron.Create(16, seed: 1);
        PruningMasks masks = PruningMasks.OfMagnitude(model.Parameters, 0.5);
        Assert.Equal(["first.weight", "head.weight", "second.weight"], masks.ByName.Keys);
        using var file = new TemporaryPath();
        masks.Save(file.Path);
        var hook = new PruningHook(PruningMasks.Load(file.Path, model.Parameters.Layout));
        var trainer = new Trainer<OddPerceptron>(model, new Sgd(0.1f, momentum: 0.9f), new SoftmaxCrossEntropy());
        trainer.Hooks.Add(hook);
        for (int step = 0; step < 3; step++)
        {
            trainer.Step(RandomNumbers.Normal(16 * 37, step), new int[16]);
            CheckZeros(model, masks);
        }

        using OddMixer mixer = OddMixer.Create(1);
        Assert.Contains("There is no tensor", Assert.Throws<CheckpointException>(() => PruningMasks.Load(file.Path, mixer.Parameters.Layout)).Message, StringComparison.Ordinal);
        new PruningMasks(new Dictionary<string, WeightMask> { ["head.weight"] = WeightMask.Of(new byte[390], 10) }).Save(file.Path);
        Assert.Contains(
            "The mask of head.weight is 10 x 39; expected 10 x 40", Assert.Throws<CheckpointException>(() => PruningMasks.Load(file.Path, model.Parameters.Layout)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void BadInputIsRefusedWithWhatWasExpected()
    {
        float[] weight = new float[12];
        Refusals.Refused<ArgumentException>("sparsity", "sparsity is 1; expected a share", () => WeightMask.OfMagnitude(weight, 3, 1));
        Refusals.Refused<ArgumentException>("sparsity", "expected at most 0.5, which 2:4 prunes", () => WeightMask.OfMagnitude(weight, 3, 0.6, PruningPattern.NOfM(2, 4)));
        Refusals.Refused<ArgumentException>("pattern", "pattern is 2:3; expected groups that 4 inputs", () => WeightMask.OfMagnitude(weight, 3, 0.2, PruningPattern.NOfM(2, 3)));
        Refusals.Refused<ArgumentException>(
            "pattern", "pattern is 2x2; expected blocks that fill a matrix of 3 x 4", () => WeightMask.OfMagnitude(weight, 3, 0.2, PruningPattern.Blocks(2, 2)));
        Refusals.Refused<ArgumentException>("group", "group is 2; expected more than the 2", () => PruningPattern.NOfM(2, 2));
        Refusals.Refused<ArgumentException>("initialSparsity", "expected 0 to 0.5", () => new PruningSchedule(0.5, 0, 1, 1, 0.6));
        Refusals.Refused<ArgumentException>("schedule", "expected 0.5, that of 2:4", () => new PruningHook(new PruningSchedule(0.6, 0, 1, 1), PruningPattern.NOfM(2, 4)));
        Assert.True(PruningPattern.TryParse("2:4", out PruningPattern? pattern) && pattern == PruningPattern.NOfM(2, 4));
        Assert.True(PruningPattern.TryParse("4x2", out pattern) && pattern == PruningPattern.Blocks(4, 2));
        Assert.False(PruningPattern.TryParse("4:2", out pattern) || PruningPattern.TryParse("4*2", out pattern) || PruningPattern.TryParse(null, out pattern));
    }

    private static void CheckZeros(OddPerceptron model, PruningMasks? masks)
    {
        foreach ((string name, WeightMask mask) in masks?.ByName.AsEnumerable() ?? [])
        {
            float[] weight = new float[mask.Bits.Length];
            model.Parameters.GetTensor(name, weight);
            for (int i = 0; i < weight.Length; i++)
            {
                Assert.True(mask.Bits[i] != 0 || weight[i] == 0, $"{name}[{i}] is {weight[i]}");
            }
        }
    }
}
