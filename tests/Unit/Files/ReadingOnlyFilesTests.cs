using SparseGen.Tests.Checkpoints;
using SparseGen.Tests.Data;
using SparseGen.Tests.Training;

namespace SparseGen.Tests.Files;

/// <summary>Only files are read: a pipe would be waited for, a device has no end, and a folder says that it is one.</summary>
public sealed class ReadingOnlyFilesTests
{
    [SkippableFact]
    public void PipesAreNotWaitedFor()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("pipe");
        SpecialFiles.MakePipe(path);
        AssertRefused(path, "a named pipe");
        SpecialFiles.MakeLink(folder.File("link"), path);
        AssertRefused(folder.File("link"), "a named pipe");
    }

    [SkippableTheory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/urandom")]
    [InlineData("/dev/full")]
    [InlineData("/dev/null")]
    public void DevicesAreRefused(string path)
    {
        Skip.IfNot(File.Exists(path), $"There is no {path}.");
        AssertRefused(path, "a character device");
    }

    [Fact]
    public void FoldersSayThatTheyAre()
    {
        using var folder = new TemporaryFolder();
        AssertRefused(folder.Path, "a folder");
    }

    [SkippableFact]
    public void SocketsAreRefused()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has them elsewhere.");
        using var folder = new TemporaryFolder();
        string path = folder.File("s");
        using var socket = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(path));
        AssertRefused(path, "a socket");
    }

    [Fact]
    public void WhatIsNotThereIsMissing()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        Assert.Throws<FileNotFoundException>(() => Checkpoint.Load(folder.File("nowhere"), model.Parameters));
        Assert.Throws<FileNotFoundException>(() => IdxReader.Read(folder.File("nowhere"), dimensions: 3));
    }

    [SkippableFact]
    public void AFileInTheDataFolderThatIsAPipeIsNotWaitedFor()
    {
        using var folder = new TemporaryFolder();
        SpecialFiles.MakePipe(folder.File("train-images-idx3-ubyte"));
        folder.Write("train-labels-idx1-ubyte", IdxFiles.Make([1], [0]));
        var exception = Assert.Throws<IOException>(() => FashionMnist.Load(folder.Path));
        Assert.Contains("a named pipe", exception.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(string path, string kind)
    {
        using var model = LinearProbe.Create(1);
        foreach (Action read in new Action[]
        {
            () => Checkpoint.Load(path, model.Parameters),
            () => Checkpoint.Load(path, model.Parameters, new LoadOptions()),
            () => Checkpoint.ReadInfo(path),
            () => Checkpoint.ReadTensor(path, "weight"),
            () => IdxReader.Read(path, dimensions: 3),
        })
        {
            var exception = Assert.Throws<IOException>(read);
            Assert.Equal($"path is {path}, {kind}; expected the path of a file.", exception.Message);
        }
    }
}
