using SparseGen.Tests.Data;
using SparseGen.Tests.Training;

namespace SparseGen.Tests.Checkpoints;

/// <summary>What stands where a checkpoint shall go: links are kept, and nothing but a file is replaced.</summary>
public sealed class CheckpointPathTests
{
    [SkippableFact]
    public void ADeviceStaysOne()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("null.safetensors");
        SpecialFiles.MakeDevice(path);
        AssertRefused(path, "a character device");
        Assert.Equal('c', SpecialFiles.TypeOf(path));

        SpecialFiles.MakeLink(folder.File("link"), path);
        AssertRefused(folder.File("link"), "a character device");
        Assert.Equal(('c', 'l'), (SpecialFiles.TypeOf(path), SpecialFiles.TypeOf(folder.File("link"))));
    }

    [SkippableFact]
    public void APipeStaysOneAndIsNotWaitedFor()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("pipe.safetensors");
        SpecialFiles.MakePipe(path);
        AssertRefused(path, "a named pipe");
        Assert.Equal('p', SpecialFiles.TypeOf(path));
    }

    [SkippableFact]
    public void FoldersAreRefused()
    {
        using var folder = new TemporaryFolder();
        string inside = Directory.CreateDirectory(folder.File("inside")).FullName;
        AssertRefused(inside, "a folder");
        AssertRefused(folder.File("new") + Path.DirectorySeparatorChar, "a folder");
        AssertRefused(Path.GetPathRoot(inside)!, "a folder");
        SpecialFiles.MakeLink(folder.File("link"), inside);
        AssertRefused(folder.File("link"), "a folder");
        Assert.Empty(Directory.GetFileSystemEntries(inside));
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void ALinkStaysAndWhatItLeadsToIsWritten(bool isThere)
    {
        using var folder = new TemporaryFolder();
        string target = Path.Combine(Directory.CreateDirectory(folder.File("real")).FullName, "run-7.safetensors");
        if (isThere)
        {
            File.WriteAllText(target, "the run before");
        }

        // Relative, as links to the newest run are.
        string relative = Path.Combine("real", "run-7.safetensors");
        SpecialFiles.MakeLink(folder.File("latest.safetensors"), relative);
        SpecialFiles.MakeLink(folder.File("best.safetensors"), "latest.safetensors");
        using var model = LinearProbe.Create(1, seed: 1);
        Checkpoint.Save(folder.File("best.safetensors"), model);

        Assert.Equal(relative, new FileInfo(folder.File("latest.safetensors")).LinkTarget);
        Assert.Equal("latest.safetensors", new FileInfo(folder.File("best.safetensors")).LinkTarget);
        Assert.Null(new FileInfo(target).LinkTarget);
        Assert.Equal("LinearProbe", Checkpoint.ReadInfo(target).Model);
    }

    [SkippableFact]
    public void LinksInACircleAreRefused()
    {
        using var folder = new TemporaryFolder();
        SpecialFiles.MakeLink(folder.File("a"), "b");
        SpecialFiles.MakeLink(folder.File("b"), "a");
        using var model = LinearProbe.Create(1);
        Assert.ThrowsAny<IOException>(() => Checkpoint.Save(folder.File("a"), model));
        Assert.Equal("b", new FileInfo(folder.File("a")).LinkTarget);
    }

    [Fact]
    public void AnEmptyFileIsAFile()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("empty", []);
        using var model = LinearProbe.Create(1);
        Checkpoint.Save(path, model);
        Assert.Equal("LinearProbe", Checkpoint.ReadInfo(path).Model);
    }

    /// <summary>255 bytes are what most file systems take, so that a temporary name must not be made of the name and more.</summary>
    [Fact]
    public void ANameMayBeAsLongAsTheFileSystemTakes()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File(new string('n', 255 - ".safetensors".Length) + ".safetensors");
        using var model = LinearProbe.Create(1);
        Checkpoint.Save(path, model);
        Assert.Equal("LinearProbe", Checkpoint.ReadInfo(path).Model);
    }

    private static void AssertRefused(string path, string kind)
    {
        using var model = LinearProbe.Create(1);
        var exception = Assert.Throws<IOException>(() => Checkpoint.Save(path, model));
        Assert.Equal($"path is {path}, {kind}; expected the path of a file.", exception.Message);
    }
}
