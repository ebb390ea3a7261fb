using SparseGen.Tests.Checkpoints;

namespace SparseGen.Tests.Program;

/// <summary>A mistake gives one line that names it and exit code 2, never a stack trace.</summary>
public sealed class MisuseTests
{
    [Theory]
    [InlineData("tarin", "'tarin'; did you mean 'train'? (see 'sparsegen --help')")]
    [InlineData("train --nope", "'--nope'")]
    [InlineData("train --epoch 3", "'--epoch'; did you mean '--epochs'? (see 'sparsegen train --help')")]
    [InlineData("list --deviced", "did you mean '--devices'?")]
    [InlineData("info --model mixer-b61", "; did you mean 'mixer-b")]
    [InlineData("train 5", "'5'")]
    [InlineData("train --epochs", "--epochs")]
    [InlineData("train --epochs x", "--epochs: 'x' is not a whole number")]
    [InlineData("train --epochs 0", "--epochs: '0' is not a whole number")]
    [InlineData("train --epochs 1 --epochs 2", "--epochs")]
    [InlineData("train --batch 65537", "--batch: '65537'")]
    [InlineData("train --lr 0", "--lr: '0' is not a number greater than 0")]
    [InlineData("train --lr nan", "--lr: 'nan'")]
    [InlineData("train --weight-decay -1", "--weight-decay")]
    [InlineData("train --seed -1", "--seed: '-1'")]
    [InlineData("train --limit 0", "--limit: '0'")]
    [InlineData("train --threads 0", "--threads: '0'")]
    [InlineData("train --threads 2 --device simulator", "only the cpu takes a number of threads")]
    [InlineData("train --threads 2 --device cpu:3", "--threads: 2 contradicts --device cpu:3")]
    [InlineData("train --model nope", "--model: 'nope' is not known; known are fashion-mixer")]
    [InlineData("train --device gpu", "--device: 'gpu' is not one of cpu")]
    [InlineData("train --device cpu:0", "--device: 'cpu:0'")]
    [InlineData("train --device simulator:1", "--device: 'simulator:1'")]
    [InlineData("bench --device opencl:999", "--device: opencl:999 is not available")]
    [InlineData("train --data /no/such/folder", "/no/such/folder")]
    [InlineData("eval --checkpoint /no/such/file", "--checkpoint: there is no file '/no/such/file'")]
    [InlineData("info --epochs 3", "'--epochs'")]
    [InlineData("experiment", "from a checkout: dotnet run -c Release --project src/Experiments --\n")]
    [InlineData("experiment width --seeds 2", "from a checkout: dotnet run -c Release --project src/Experiments -- width --seeds 2\n")]
    [InlineData("experiment gr --help", "dotnet run -c Release --project src/Experiments -- gr --help\n")]
    public void OneLineAndExitCode2(string arguments, string expected) => AssertRefused(ProgramRun.Start(arguments.Split(' ')), expected);

    [Fact]
    public void PlansAreForKnownCards()
    {
        AssertRefused(ProgramRun.Start("info", "--plan", "--device", "opencl"), "--plan: there are plans for --device cuda alone, not for opencl");
        AssertRefused(ProgramRun.Start("info", "--plan", "--device", "cuda", "--card", "H101"), "--card: 'H101' is not one of A100, RTX4090, L40S, H100, H200");
    }

    [Fact]
    public void EmptyPathsAreRefused()
    {
        AssertRefused(ProgramRun.Start("train", "--data", ""), "--data: '' is not a path");
        AssertRefused(ProgramRun.Start("train", "--json", ""), "--json: '' is not a path");
        AssertRefused(ProgramRun.Start("eval", "--checkpoint", ""), "--checkpoint: '' is not a path");
    }

    [Fact]
    public void OutputsThatCannotBeWrittenAreRefusedBeforeTheWork()
    {
        using var folder = new TemporaryFolder();
        AssertRefused(ProgramRun.Start("train", "--json", folder.Path), "--json");
        AssertRefused(ProgramRun.Start("train", "--out", folder.Path + "/"), "--checkpoint");
        string file = folder.File("file");
        File.WriteAllText(file, "not a folder");
        AssertRefused(ProgramRun.Start("info", "--json", Path.Combine(file, "info.json")), "--json");
    }

    [SkippableFact]
    public void WhatACheckpointMustNotReplaceIsRefusedBeforeTheWork()
    {
        using var folder = new TemporaryFolder();
        string pipe = folder.File("pipe");
        SpecialFiles.MakePipe(pipe);
        AssertRefused(ProgramRun.Start("train", "--out", pipe), $"--checkpoint: '{pipe}' is a named pipe; expected the path of a file");

        // A report is written into what is there.
        string device = folder.File("null");
        SpecialFiles.MakeDevice(device);
        AssertRefused(ProgramRun.Start("train", "--out", device), $"--checkpoint: '{device}' is a character device; expected the path of a file");
        Assert.Equal(0, ProgramRun.Start("list", "--json", device).ExitCode);
        Assert.Equal('c', SpecialFiles.TypeOf(device));
    }

    [SkippableFact]
    public void ALinkToNothingYetIsKept()
    {
        using var folder = new TemporaryFolder();
        SpecialFiles.MakeLink(folder.File("latest.json"), "run.json");
        Assert.Equal(0, ProgramRun.Start("list", "--json", folder.File("latest.json")).ExitCode);
        Assert.Equal("run.json", new FileInfo(folder.File("latest.json")).LinkTarget);
        Assert.True(new FileInfo(folder.File("run.json")).Length > 0);
    }

    [Fact]
    public void DamagedDataAreRefusedWithTheNameOfTheFile()
    {
        using var folder = new TemporaryFolder();
        string shipped = Path.Combine(AppContext.BaseDirectory, "data", "fashion-mnist");
        foreach (string source in Directory.GetFiles(shipped, "*.gz"))
        {
            File.Copy(source, folder.File(Path.GetFileName(source)));
        }

        string images = folder.File("t10k-images-idx3-ubyte.gz");
        File.WriteAllBytes(images, File.ReadAllBytes(images)[..100_000]);
        AssertRefused(ProgramRun.Start("train", "--data", folder.Path, "--out", folder.File("x.safetensors")), images);
        File.Delete(images);
        AssertRefused(ProgramRun.Start("train", "--data", folder.Path, "--out", folder.File("x.safetensors")), "t10k-images-idx3-ubyte");
    }

    [SkippableFact]
    public void WhatIsNoFileIsNotReadAndNotWaitedFor()
    {
        using var folder = new TemporaryFolder();
        string pipe = folder.File("pipe");
        SpecialFiles.MakePipe(pipe);
        AssertRefused(ProgramRun.Start("eval", "--checkpoint", pipe), $"--checkpoint: '{pipe}' is a named pipe; expected the path of a file");
        AssertRefused(ProgramRun.Start("info", "--checkpoint", folder.Path), $"--checkpoint: '{folder.Path}' is a folder; expected the path of a file");
        AssertRefused(ProgramRun.Start("info", "--checkpoint", "/dev/zero"), "--checkpoint: '/dev/zero' is a character device; expected the path of a file");
        AssertRefused(ProgramRun.Start("train", "--data", pipe, "--out", folder.File("x")), $"{pipe} is a file; expected the folder");
        SpecialFiles.MakePipe(folder.File("train-images-idx3-ubyte"));
        File.WriteAllBytes(folder.File("train-labels-idx1-ubyte"), []);
        AssertRefused(ProgramRun.Start("train", "--data", folder.Path, "--out", folder.File("x")), "a named pipe");
    }

    [Fact]
    public void FilesOfOtherFormatsAreNamedAndWhatTheySayIsHarmless()
    {
        using var folder = new TemporaryFolder();
        string pointer = folder.File("pointer.safetensors");
        File.WriteAllText(pointer, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 239667848\n");
        AssertRefused(ProgramRun.Start("info", "--checkpoint", pointer), "It is a Git LFS pointer");

        string hostile = folder.File("hostile.safetensors");
        File.WriteAllBytes(hostile, CheckpointFiles.Make(
            """{"\u001b]0;title\u0007[red]":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4));
        ProgramRun run = ProgramRun.Start("info", "--checkpoint", hostile);
        AssertRefused(run, "\\u001b]0;title\\u0007[red] is F32 [1]");
        Assert.DoesNotContain('\u001b', run.Error);
        Assert.DoesNotContain('\u0007', run.Error);
    }

    internal static void AssertRefused(ProgramRun run, string expected, string program = "sparsegen")
    {
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith($"{program}: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(character => character == '\n'));
    }
}
