using System.Diagnostics;
using System.Globalization;

namespace SparseGen.Tests.Program;

/// <summary>
/// Kills trainings (<c>kill -9</c>) at random moments, while they save too, and lets others find a full disk, and goes on with each until it comes to its end: the
/// checkpoint has to be that of a run that nobody disturbed, byte for byte.
/// </summary>
internal sealed class KillCampaign(string folder, int seed)
{
    private static readonly string[] Training =
        ["train", "--limit", "96", "--batch", "32", "--epochs", "4", "--threads", "1", "--save-every", "0", "--resume"];

    private readonly Random _random = new(seed);

    /// <summary>Processes that were killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Processes that could not write large files.</summary>
    public int FullDisks { get; private set; }

    /// <summary>Trainings that came to their end.</summary>
    public int Finished { get; private set; }

    /// <summary>Goes on until so many processes were killed and the last training has come to its end.</summary>
    public void Run(int kills)
    {
        string undisturbed = Path.Combine(folder, "undisturbed.safetensors");
        var watch = Stopwatch.StartNew();
        ProgramRun whole = ProgramRun.Start([.. Training, "--checkpoint", undisturbed]);
        Assert.Equal(0, whole.ExitCode);
        byte[] expected = File.ReadAllBytes(undisturbed);
        double longest = watch.Elapsed.TotalMilliseconds;
        while (Kills < kills)
        {
            string checkpoint = Path.Combine(folder, $"killed-{Finished}.safetensors");
            while (!RunOnce(checkpoint, ref longest))
            {
                // What is there is whole at every moment.
                string state = Path.ChangeExtension(checkpoint, ".state.safetensors");
                foreach (string file in new[] { checkpoint, state }.Where(File.Exists))
                {
                    Checkpoint.ReadInfo(file);
                }
            }

            Assert.True(expected.AsSpan().SequenceEqual(File.ReadAllBytes(checkpoint)), $"{checkpoint} after {Kills} kills");
            Assert.False(File.Exists(Path.ChangeExtension(checkpoint, ".state.safetensors")));
            File.Delete(checkpoint);
            Finished++;
        }
    }

    // Whether the training has come to its end.
    private bool RunOnce(string checkpoint, ref double longest)
    {
        // Blocks of 512 bytes: less than a checkpoint, or less than a state.
        bool isFull = _random.Next(8) == 0;
        string[] arguments = [.. Training, "--checkpoint", checkpoint];
        using Process process = isFull ? ProgramRun.LaunchLimited(_random.Next(2) == 0 ? 200 : 2000, arguments) : ProgramRun.Launch(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        FullDisks += isFull ? 1 : 0;
        var watch = Stopwatch.StartNew();
        if (!process.WaitForExit(TimeSpan.FromMilliseconds(longest * (0.2 + (1.3 * _random.NextDouble())))))
        {
            process.Kill();
            process.WaitForExit();
            Kills++;

            // The machine may be busier than when the time was measured: a training that is never left to its end would go on for ever.
            longest *= 1.1;
            return false;
        }

        // Nor is it to be done before it can be killed.
        longest = (longest + watch.Elapsed.TotalMilliseconds) / 2;
        process.WaitForExit();
        if (process.ExitCode == 0)
        {
            return true;
        }

        // A full disk may be in the way of the checkpoint, and is said so; nothing else may happen.
        Assert.True(
            isFull && process.ExitCode == 2 && error.Result.Contains("cannot be", StringComparison.Ordinal),
            string.Create(CultureInfo.InvariantCulture, $"exit code {process.ExitCode}: {output.Result}{error.Result}"));
        return false;
    }
}
