using SparseGen.Tests.Data;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.State;

/// <summary>A run that goes on from its saved state ends with the bits of the run that nobody interrupted.</summary>
public sealed class ResumeTests
{
    public static TheoryData<string> Devices => [.. TestDevices.All];

    /// <summary>Interrupted in the middle of an epoch, at the end of its last step, and when it has been evaluated.</summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void EveryOptimizerWithEveryHookGoesOnBitForBit(string device)
    {
        using var folder = new TemporaryFolder();
        using ResumedImages whole = ResumedImages.Create(ResumedRun.Batch, TestDevices.Get(device), seed: 1);
        using ResumedImages resumed = ResumedImages.Create(ResumedRun.Batch, TestDevices.Get(device), seed: 1);
        foreach (string optimizer in ResumedRun.Optimizers.Keys)
        {
            foreach (string hooks in ResumedRun.Hooks.Keys)
            {
                string[] paths = [folder.File("middle"), folder.File("last step"), folder.File("evaluated")];
                Trainer<ResumedImages> trainer = ResumedRun.Trainer(whole, optimizer, hooks, seed: 1);
                TrainingResult result = trainer.Fit(ResumedRun.Data, ResumedRun.Data, ResumedRun.Options, new ResumedRun.AtEachReport(report =>
                {
                    int place = report.Step == 2 ? 0 : report.Step == 3 ? report.Test is null ? 1 : 2 : -1;
                    if (place >= 0)
                    {
                        trainer.SaveState(paths[place]);
                    }
                }));
                List<float> expected = ResumedRun.Bits(trainer);

                for (int place = 0; place < paths.Length; place++)
                {
                    Trainer<ResumedImages> second = ResumedRun.Trainer(resumed, optimizer, hooks, seed: 2);
                    second.LoadState(paths[place]);
                    TrainingResult rest = second.Fit(ResumedRun.Data, ResumedRun.Data, ResumedRun.Options);

                    string what = $"{optimizer} with {hooks}, {Path.GetFileName(paths[place])}";
                    Assert.True(expected.SequenceEqual(ResumedRun.Bits(second)), what);
                    Assert.Equal(result.Losses.Skip(place == 0 ? 2 : 3), rest.Losses);
                    Assert.Equal(result.Test, rest.Test);
                    Assert.Equal(ResumedRun.Steps, second.StepCount);
                }
            }
        }
    }
}
