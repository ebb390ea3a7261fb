using System.Text.Json;
using SparseGen.Models;
using SparseGen.Tests.Onnx;

namespace SparseGen.Tests.Program;

/// <summary>Exporting from the command line.</summary>
public sealed class ExportTests
{
    [Fact]
    public void ExportWritesTheCheckpointAndTheNamesOfTheClasses()
    {
        using var folder = new TemporaryFolder();
        using var model = new FashionMixer(maxBatch: 1, seed: 5);
        string checkpoint = folder.File("model.safetensors"), onnx = folder.File("sub/model.onnx");
        Checkpoint.Save(checkpoint, model);
        ProgramRun export = ProgramRun.Start("export", "--checkpoint", checkpoint, "--onnx", onnx);
        Assert.Equal(string.Empty, export.Error);
        Assert.Equal(0, export.ExitCode);
        Assert.Contains(onnx, export.Output, StringComparison.Ordinal);
        using var stream = new MemoryStream();
        OnnxModel.Save(stream, model, new OnnxOptions { ClassNames = FashionMnist.ClassNames });
        Assert.Equal(stream.ToArray(), File.ReadAllBytes(onnx));
    }

    [Fact]
    public void ClassesAreThoseThatAreGiven()
    {
        using var folder = new TemporaryFolder();
        using var model = new FashionMixer(maxBatch: 1);
        string checkpoint = folder.File("model.safetensors"), onnx = folder.File("model.onnx");
        Checkpoint.Save(checkpoint, model);
        Assert.Equal(0, ProgramRun.Start("export", "--checkpoint", checkpoint, "--onnx", onnx, "--classes", "a, b,c,d,e,f,g,h,i,j").ExitCode);
        using var run = new OnnxRun(File.ReadAllBytes(onnx));
        string names = run.Session.ModelMetadata.CustomMetadataMap[OnnxModel.ClassNamesKey];
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"], JsonSerializer.Deserialize<string[]>(names)!);

        ProgramRun two = ProgramRun.Start("export", "--checkpoint", checkpoint, "--onnx", onnx, "--classes", "a,b");
        Assert.NotEqual(0, two.ExitCode);
        Assert.Contains("has 2 names; expected 10", two.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ACheckpointIsNeeded()
    {
        using var folder = new TemporaryFolder();
        ProgramRun run = ProgramRun.Start("export", "--checkpoint", folder.File("none.safetensors"), "--onnx", folder.File("model.onnx"));
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("none.safetensors", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
