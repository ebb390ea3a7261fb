using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.Hooks;

/// <summary>Hooks allocate nothing after their first step, and the same run gives the same bits.</summary>
public sealed class HookCostTests
{
    private const int Samples = 8;

    private static readonly float[] Input = ProbeData.Normal(Samples * 48, seed: 5);
    private static readonly int[] Labels = [0, 3, 4, 1, 2, 0, 1, 1];

    private static readonly Dictionary<string, Func<ITrainingHook[]>> Lists = new()
    {
        ["clipping"] = () => [new GradientClipping(0.5f)],
        ["forward"] = () => [new GradientRegularization(0.1f)],
        ["backward"] = () => [new GradientRegularization(0.1f) { Scheme = GradientScheme.Backward }],
        ["centered"] = () => [new GradientRegularization(0.1f) { Scheme = GradientScheme.Centered }],
        ["exact"] = () => [new GradientRegularization(0.1f) { Scheme = GradientScheme.Exact }],
        ["sharpness"] = () => [new SharpnessAwareMinimization()],
        ["adaptive"] = () => [new SharpnessAwareMinimization(0.5f) { Adaptive = true }],
        ["flooding"] = () => [new Flooding(1.5f)],
        ["averaging"] = () => [new WeightAveraging(0.9f)],
        ["mixing"] = () => [new MixUp(0.8f)],
        ["images"] = () => [new RandomCrop(1), new RandomFlip()],
        ["all"] = () =>
        [
            new WeightAveraging(0.9f), new RandomCrop(1), new RandomFlip(), new MixUp(0.8f), new Flooding(0.5f), new GradientClipping(1),
            new SharpnessAwareMinimization(), new GradientRegularization(0.05f) { Scheme = GradientScheme.Centered },
        ],
    };

    public static TheoryData<string, string> ListsOnCpus => Pairs(TestDevices.Cpus);

    public static TheoryData<string, string> ListsOnDevices => Pairs(TestDevices.All);

    [SkippableTheory]
    [MemberData(nameof(ListsOnCpus))]
    public void StepsAllocateNothing(string list, string device)
    {
        Device where = TestDevices.Get(device);
        Allocations.AssertNoneAfterFirst(() =>
        {
            var model = new SmallImages(Samples, where);
            Trainer<SmallImages> trainer = Train(model, list);
            return (model, () => trainer.Step(Input, Labels));
        });
    }

    [SkippableTheory]
    [MemberData(nameof(ListsOnDevices))]
    public void TheSameRunGivesTheSameBits(string list, string device)
    {
        Assert.Equal(Run(list, device), Run(list, device));

        uint[] Run(string list, string device)
        {
            using var model = new SmallImages(Samples, TestDevices.Get(device), seed: 1);
            Trainer<SmallImages> trainer = Train(model, list);
            for (int step = 0; step < 4; step++)
            {
                trainer.Step(Input, Labels);
            }

            return Regression<SmallImages>.Bits(model.Parameters);
        }
    }

    private static Trainer<SmallImages> Train(SmallImages model, string list)
    {
        var trainer = new Trainer<SmallImages>(model, new Lion(1e-3f, weightDecay: 0.1f), new SoftmaxCrossEntropy(0.1f));
        foreach (ITrainingHook hook in Lists[list]())
        {
            trainer.Hooks.Add(hook);
        }

        return trainer;
    }

    private static TheoryData<string, string> Pairs(IEnumerable<string> devices)
    {
        var data = new TheoryData<string, string>();
        foreach (string device in devices)
        {
            foreach (string list in Lists.Keys)
            {
                data.Add(list, device);
            }
        }

        return data;
    }
}
