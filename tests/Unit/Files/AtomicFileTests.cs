using SparseGen.Tests.Data;

namespace SparseGen.Tests.Files;

/// <summary>What is left of saves that were killed goes with the next save; what belongs to a save that is still going on stays.</summary>
public sealed class AtomicFileTests
{
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 100_000).Select(static value => (byte)(value * 7))];

    [Fact]
    public void WhatAKilledSaveLeftIsRemovedByTheNextOne()
    {
        using var folder = new TemporaryFolder();
        string target = folder.File("model.safetensors");
        MakeAbandoned(target, TimeSpan.FromMinutes(1));
        MakeAbandoned(target, TimeSpan.FromDays(3));
        string other = MakeAbandoned(folder.File("other.safetensors"), TimeSpan.FromMinutes(1));
        AtomicFile.Write(target, Write);
        Assert.Equal(new[] { target, other }.Order(), Directory.GetFiles(folder.Path).Order());
        Assert.Equal(s_content, File.ReadAllBytes(target));
    }

    [Fact]
    public void ASaveThatIsStillGoingOnIsLeftAlone()
    {
        using var folder = new TemporaryFolder();
        string target = folder.File("model.safetensors");
        using (FileStream going = TemporaryFile.Create(target, DateTime.UtcNow - TimeSpan.FromDays(3)))
        {
            going.Write(s_content);
            AtomicFile.Write(target, static stream => stream.WriteByte(1));
            Assert.True(File.Exists(going.Name));
            File.Move(going.Name, target, overwrite: true);
        }

        Assert.Equal(s_content, File.ReadAllBytes(target));
        Assert.Equal([target], Directory.GetFiles(folder.Path));
    }

    /// <summary>
    /// A thread may rest for seconds between making its file and locking it. Files that claim to be old stand for that: others take each of them for
    /// abandoned until it is locked.
    /// </summary>
    [Fact]
    public async Task AFileThatIsLockedIsThere()
    {
        using var folder = new TemporaryFolder();
        string target = folder.File("model.safetensors");
        using FileStream own = TemporaryFile.Create(target, DateTime.UtcNow);
        using var end = new CancellationTokenSource();
        Task[] removers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!end.IsCancellationRequested)
            {
                TemporaryFile.RemoveAbandoned(target, own.Name);
            }
        }))];
        try
        {
            for (int i = 0; i < 2000; i++)
            {
                using FileStream made = TemporaryFile.Create(target, DateTime.UtcNow - TimeSpan.FromDays(3));
                File.Move(made.Name, target, overwrite: true);
            }
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(removers);
        }
    }

    [Fact]
    public void SavesToOneTargetAtOnceAllSucceedWithAWholeFile()
    {
        using var folder = new TemporaryFolder();
        string target = folder.File("model.safetensors");
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, writer =>
        {
            for (int i = 0; i < 20; i++)
            {
                AtomicFile.Write(target, stream =>
                {
                    for (int piece = 0; piece < 50; piece++)
                    {
                        stream.Write(Enumerable.Repeat((byte)writer, 1000).ToArray());
                    }
                });
                byte[] read = File.ReadAllBytes(target);
                Assert.Equal(50_000, read.Length);
                Assert.All(read, value => Assert.Equal(read[0], value));
            }
        });
        Assert.Equal([target], Directory.GetFiles(folder.Path));
    }

    /// <summary>What a full disk does: some bytes are written, then no more.</summary>
    [Fact]
    public void AFullDiskLeavesTheOldFileAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        string target = folder.Write("model.safetensors", s_content);
        Assert.Throws<IOException>(() => AtomicFile.Write(target, static stream =>
        {
            stream.Write(s_content);
            throw new IOException("No space left on device");
        }));
        Assert.Equal([target], Directory.GetFiles(folder.Path));
        Assert.Equal(s_content, File.ReadAllBytes(target));
    }

    /// <summary>Why the C library is asked to flush folders. Should this fail one day, .NET can do it itself.</summary>
    [SkippableFact]
    public void DotNetOpensNoFolders()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows writes names through a journal.");
        using var folder = new TemporaryFolder();
        string path = folder.Path;
        Assert.Throws<UnauthorizedAccessException>(() => File.OpenHandle(path));
        FolderFlush.Flush(path);
        FolderFlush.Flush(folder.File("nowhere"));
    }

    [Fact]
    public void TemporaryNamesOfOneTargetBeginAlikeAndAreShort()
    {
        string longest = Path.Combine(Path.GetTempPath(), new string('n', 255));
        Assert.Equal(TemporaryFile.Beginning(longest), TemporaryFile.Beginning(longest));
        Assert.NotEqual(TemporaryFile.Beginning(longest), TemporaryFile.Beginning(longest[..^1]));
        Assert.InRange(TemporaryFile.Beginning(longest).Length, 1, 30);
    }

    [Fact]
    public void ANameThatIsNotFromHereStays()
    {
        using var folder = new TemporaryFolder();
        string target = folder.File("model.safetensors");
        string[] others = [$"{TemporaryFile.Beginning(target)}.sparsegen.tmp", $"{TemporaryFile.Beginning(target)}not-a-number-of-16.x.sparsegen.tmp"];
        foreach (string name in others)
        {
            folder.Write(name, s_content);
        }

        AtomicFile.Write(target, Write);
        Assert.All(others, name => Assert.True(File.Exists(folder.File(name))));
    }

    private static void Write(FileStream stream) => stream.Write(s_content);

    private static string MakeAbandoned(string target, TimeSpan age)
    {
        using FileStream stream = TemporaryFile.Create(target, DateTime.UtcNow - age);
        stream.WriteByte(1);
        return stream.Name;
    }
}
