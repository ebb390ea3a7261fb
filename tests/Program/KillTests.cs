using System.Globalization;
using Xunit.Abstractions;

namespace SparseGen.Tests.Program;

/// <summary>Nothing that ends a training loses it.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    /// <summary>Set to a number to kill so many processes; a few by default.</summary>
    private const string KillsVariable = "SPARSEGEN_TEST_KILLS";

    [SkippableFact]
    public void KilledTrainingsGoOnToTheSameBits()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Limits the size of files with the shell's ulimit.");
        using var folder = new TemporaryFolder();
        int kills = int.Parse(Environment.GetEnvironmentVariable(KillsVariable) ?? "3", CultureInfo.InvariantCulture);
        var campaign = new KillCampaign(folder.Path, seed: 1);
        campaign.Run(kills);
        output.WriteLine($"{campaign.Kills} kills, {campaign.FullDisks} full disks, {campaign.Finished} trainings that came to their end with the same bits");
    }
}
