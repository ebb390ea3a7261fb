using System.Text;
using SparseGen.Tests.Checkpoints;
using SparseGen.Tests.Data;
using SparseGen.Tests.Generation;
using SparseGen.Tests.Models;
using SparseGen.Tests.Training;
using SparseGen.Tests.Training.State;

namespace SparseGen.Tests.Fuzz;

/// <summary>Damaged files: the documented exception with a message that a terminal can show, little memory, and everything as it was.</summary>
public sealed class FileFuzzTests : IDisposable
{
    /// <summary>Files here have a few kilobytes; what their headers promise must not be believed.</summary>
    private const long MostMemory = 32L << 20;

    private const int LongestMessage = 20_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void SealedCheckpointsAreRefused()
    {
        using var model = LinearProbe.Create(1, seed: 2);
        string path = _folder.File("sealed.safetensors");
        using (var saved = LinearProbe.Create(1, seed: 1))
        {
            Checkpoint.Save(path, saved, new Dictionary<string, string> { ["data"] = "none" });
        }

        float[] before = CheckpointFiles.Storage(model.Parameters);
        ForEachDamaged(path, cases: 3000, damaged =>
        {
            Assert.False(Passes<CheckpointException>(() => Checkpoint.Load(damaged, model.Parameters)), "It was loaded.");
            Assert.Equal(before, CheckpointFiles.Storage(model.Parameters));
            Passes<CheckpointException>(() => Checkpoint.ReadInfo(damaged));
        });
    }

    /// <summary>Files of others have no seal, so that what is damaged may still be a file; then it is loaded whole, or not at all.</summary>
    [Fact]
    public void ForeignCheckpointsAreLoadedOrRefused()
    {
        using var model = LinearProbe.Create(1, seed: 2);
        string path = _folder.Write("foreign.safetensors", CheckpointFiles.Make(
            """{"__metadata__":{"format":"pt"},"weight":{"dtype":"F32","shape":[5,3],"data_offsets":[0,60]},"bias":{"dtype":"F32","shape":[5],"data_offsets":[60,80]}}""", 80));
        ForEachDamaged(path, cases: 3000, damaged =>
        {
            float[] before = CheckpointFiles.Storage(model.Parameters);
            if (!Passes<CheckpointException>(() => Checkpoint.Load(damaged, model.Parameters)))
            {
                Assert.Equal(before, CheckpointFiles.Storage(model.Parameters));
            }

            var options = new LoadOptions { Only = ["bias"], IgnoreSuperfluous = true, Rename = static name => name.Trim() };
            Passes<CheckpointException, ArgumentException>(() => Checkpoint.Load(damaged, model.Parameters, options));
            Passes<CheckpointException>(() => Checkpoint.ReadInfo(damaged));
        });
    }

    [Fact]
    public void IndicesOfShardsAreRefused()
    {
        using var model = LinearProbe.Create(1, seed: 2);
        _folder.Write("a.safetensors", CheckpointFiles.Make("""{"weight":{"dtype":"F32","shape":[5,3],"data_offsets":[0,60]}}""", 60));
        _folder.Write("b.safetensors", CheckpointFiles.Make("""{"bias":{"dtype":"F32","shape":[5],"data_offsets":[0,20]}}""", 20));
        string path = _folder.Write("model.safetensors.index.json", Encoding.UTF8.GetBytes(
            """{"metadata":{"total_size":80},"weight_map":{"weight":"a.safetensors","bias":"b.safetensors"}}"""));
        ForEachDamaged(path, cases: 1000, damaged => Passes<CheckpointException, IOException>(() => Checkpoint.Load(damaged, model.Parameters)));
    }

    [Fact]
    public void StatesOfRunsAreRefused()
    {
        using ResumedImages model = ResumedImages.Create(ResumedRun.Batch, Device.CpuWithThreads(1), seed: 1);
        var trainer = ResumedRun.Trainer(model, "AdamW", "averages", seed: 1);
        trainer.Fit(ResumedRun.Data, test: null, ResumedRun.Options);
        string path = _folder.File("run.state");
        trainer.SaveState(path);
        List<float> before = ResumedRun.Bits(trainer);
        ForEachDamaged(path, cases: 500, damaged =>
        {
            Assert.False(Passes<CheckpointException>(() => trainer.LoadState(damaged)), "It was loaded.");
            Assert.Equal(before, ResumedRun.Bits(trainer));
        });
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void ImagesAreReadOrRefused(bool isPacked, bool hasTwoMembers)
    {
        byte[] content = IdxFiles.Make([6, 5, 4], IdxFiles.Ramp(120));
        byte[] file = !isPacked ? content
            : hasTwoMembers ? [.. IdxFiles.Pack(content[..50]), .. IdxFiles.Pack(content[50..])]
            : IdxFiles.Pack(content);
        ForEachDamaged(_folder.Write("images-idx3-ubyte", file), cases: 2000, damaged =>
        {
            IdxData? data = null;
            if (Passes<DatasetFormatException>(() => data = IdxReader.Read(damaged, dimensions: 3)))
            {
                Assert.Equal(data!.Shape.Aggregate(1L, static (product, extent) => product * extent), data.Values.LongLength);
            }
        });
    }

    private static void ForEachDamaged(string sound, int cases, Action<string> test)
    {
        byte[] file = File.ReadAllBytes(sound);
        string path = Path.Combine(Path.GetDirectoryName(sound)!, $"damaged.{Path.GetFileName(sound)}");
        Campaign.Run(cases, seed =>
        {
            byte[] damaged = ByteMutation.Damage(file, new RandomNumbers(Campaign.Numbers(seed)));
            if (!damaged.SequenceEqual(file))
            {
                File.WriteAllBytes(path, damaged);
                test(path);
            }
        });
    }

    private static bool Passes<TRefusal>(Action read)
        where TRefusal : Exception
        => Passes<TRefusal, TRefusal>(read);

    /// <summary>Whether nothing is thrown; fails for other exceptions than the documented ones, for messages that no terminal should get, and for much memory.</summary>
    private static bool Passes<TRefusal, TOtherRefusal>(Action read)
        where TRefusal : Exception
        where TOtherRefusal : Exception
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read();
            return true;
        }
        catch (Exception refusal) when (refusal is TRefusal or TOtherRefusal)
        {
            Assert.InRange(refusal.Message.Length, 1, LongestMessage);
            Assert.DoesNotContain(refusal.Message, static letter => char.IsControl(letter) && letter is not ('\n' or '\r'));
            return false;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
        }
    }
}
