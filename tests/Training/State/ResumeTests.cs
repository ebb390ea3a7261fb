using SparseGen.Tests.Data;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.State;

/// <summary>A run that goes on from its saved state ends with the bits of the run that nobody interrupted.</summary>
public sealed class ResumeTests
{
    public static TheoryData<string> Devices => [.. TestDevices.All];

    /// <summary>
    /// On the CPU interrupted in the middle of an epoch, at the end of its last step, and when it has been evaluated. Launches on the simulator are slow: on GPUs each
    /// hook once and each optimiser at least twice, in the middle of an epoch.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void EveryOptimizerAndEveryHookGoesOnBitForBit(string device)
    {
        using var models = new Models(device);
        string[] optimizers = [.. ResumedRun.Optimizers.Keys];
        foreach ((int i, string hooks) in ResumedRun.Hooks.Keys.Index())
        {
            if (!TestDevices.Cpus.Contains(device))
            {
                AssertGoesOn(models, optimizers[i % optimizers.Length], hooks, [2], ResumedRun.Options with { Epochs = 1 });
                continue;
            }

            foreach (string optimizer in optimizers)
            {
                AssertGoesOn(models, optimizer, hooks, [2, 3, 4], ResumedRun.Options);
            }
        }
    }

    // Report 2 comes after the second step, 3 after the epoch's last and 4 after its evaluation.
    private static void AssertGoesOn(Models models, string optimizer, string hooks, int[] places, TrainingOptions options)
    {
        using var folder = new TemporaryFolder();
        Trainer<ResumedImages> trainer = ResumedRun.Trainer(models.Whole, optimizer, hooks, seed: 1);
        int reports = 0;
        TrainingResult result = trainer.Fit(ResumedRun.Data, ResumedRun.Data, options, new ResumedRun.AtEachReport(report =>
        {
            if (places.Contains(++reports))
            {
                trainer.SaveState(folder.File($"{reports}"));
            }
        }));
        List<float> expected = ResumedRun.Bits(trainer);

        foreach (int place in places)
        {
            Trainer<ResumedImages> second = ResumedRun.Trainer(models.Resumed, optimizer, hooks, seed: 2);
            second.LoadState(folder.File($"{place}"));
            TrainingResult rest = second.Fit(ResumedRun.Data, ResumedRun.Data, options);

            Assert.True(expected.SequenceEqual(ResumedRun.Bits(second)), $"{optimizer} with {hooks}, from report {place}");
            Assert.Equal(result.Losses.Skip(Math.Min(place, 3)), rest.Losses);
            Assert.Equal(result.Test, rest.Test);
            Assert.Equal(trainer.StepCount, second.StepCount);
        }
    }

    private sealed class Models(string device) : IDisposable
    {
        public ResumedImages Whole { get; } = ResumedImages.Create(ResumedRun.Batch, TestDevices.Get(device), seed: 1);

        // Masks go on too where the model was made with another seed.
        public ResumedImages Resumed { get; } = ResumedImages.Create(ResumedRun.Batch, TestDevices.Get(device), seed: 2);

        public void Dispose()
        {
            Whole.Dispose();
            Resumed.Dispose();
        }
    }
}
