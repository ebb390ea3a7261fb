using System.Text.Json;
using SparseGen.Onnx.Schema;
using SparseGen.Tests.Models;
using SparseGen.Tests.Training;

namespace SparseGen.Tests.Onnx;

/// <summary>What else a file says, and when there is none.</summary>
[Trait("Category", "Onnx")]
public sealed class OnnxFileTests
{
    private static readonly string[] Classes = ["a, \"quoted\"", "é", "", "d", "e", "f", "g"];

    [Fact]
    public void TensorsHaveTheirNamesAndShapes()
    {
        using var model = ModelCases.Named(nameof(StackedMixer)).CreateWithRecipe(maxBatch: 1, Device.Cpu);
        using var run = new OnnxRun(model.SaveOnnx());
        var written = ModelProto.Parser.ParseFrom(model.SaveOnnx()).Graph.Initializer
            .ToDictionary(static tensor => tensor.Name, static tensor => tensor.Dims.Select(static extent => (int)extent));
        Assert.All(model.Info.Tensors, tensor => Assert.Equal(tensor.Shape, written[tensor.Name]));
        Assert.Equal(["input"], run.Session.InputNames);
        Assert.Equal(["output"], run.Session.OutputNames);
        Assert.Equal("batch", run.Session.InputMetadata["input"].SymbolicDimensions[0]);
        Assert.Equal("batch", run.Session.OutputMetadata["output"].SymbolicDimensions[0]);
        Assert.Equal([-1, .. model.Info.InputShape], run.Session.InputMetadata["input"].Dimensions);
    }

    [Fact]
    public void MetadataTellOfClassesAndOfTheModel()
    {
        using var model = ModelCases.Named(nameof(StackedMixer)).CreateWithRecipe(maxBatch: 1, Device.Cpu);
        using var run = new OnnxRun(model.SaveOnnx(new OnnxOptions { ClassNames = Classes, Metadata = new Dictionary<string, string> { ["mean"] = "0.5" } }));
        var metadata = run.Session.ModelMetadata;
        Assert.Equal(Classes, JsonSerializer.Deserialize<string[]>(metadata.CustomMetadataMap[OnnxModel.ClassNamesKey]));
        Assert.Equal("0.5", metadata.CustomMetadataMap["mean"]);
        Assert.Equal("SparseGen", metadata.ProducerName);
        Assert.Equal(nameof(StackedMixer), metadata.GraphName);
    }

    [Fact]
    public void ImagesStayAsTheyAreBetweenConvolutions()
    {
        using var model = ModelCases.Named(nameof(OddConvolutions)).CreateWithRecipe(maxBatch: 1, Device.Cpu);
        var graph = ModelProto.Parser.ParseFrom(model.SaveOnnx()).Graph;
        Assert.Equal(
            ["Conv", "Relu", "Conv", "Gelu", "Conv", "Conv", "MaxPool", "GlobalAveragePool", "Reshape", "Gemm", "Identity"], graph.Node.Select(static node => node.OpType));
        string[] read = [.. graph.Node.SelectMany(static node => node.Input)];
        Assert.All(graph.Initializer, tensor => Assert.Contains(tensor.Name, read));
    }

    [Fact]
    public void TheSameModelGivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        using var model = new ReluMlp(maxBatch: 1);
        string path = folder.File("deep/model.onnx");
        OnnxModel.Save(path, model);
        using var stream = new MemoryStream();
        OnnxModel.Save(stream, model);
        Assert.True(stream.CanWrite);
        Assert.Equal(stream.ToArray(), File.ReadAllBytes(path));
    }

    [Fact]
    public void OptionsThatDoNotFitAreNamed()
    {
        using var model = new ReluMlp(maxBatch: 1);
        Refuses(new OnnxOptions { ClassNames = ["a", "b"] }, "ClassNames is a list of 2; expected 7 names, one for each output of ReluMlp.");
        Refuses(new OnnxOptions { ClassNames = ["a", null!, "c", "d", "e", "f", "g"] }, "ClassNames[1] is null; expected a name.");
        Refuses(new OnnxOptions { Opset = 19 }, "Opset is 19; expected 20 to 25.");
        Refuses(new OnnxOptions { Opset = 26 }, "Opset is 26; expected 20 to 25.");
        Refuses(new OnnxOptions { Metadata = new Dictionary<string, string> { ["key"] = null! } }, "Metadata[\"key\"] is null; expected a text.");
        Refuses(new OnnxOptions { ProducerName = null! }, "ProducerName is null; expected a text.");
        Refuses(
            new OnnxOptions { ClassNames = Classes, Metadata = new Dictionary<string, string> { [OnnxModel.ClassNamesKey] = "" } },
            "Metadata is a list with the key class_names; expected that of ClassNames not to come twice.");
        Assert.Throws<ArgumentNullException>("model", () => OnnxModel.Save<ReluMlp>(Stream.Null, null!));
        Assert.Throws<ArgumentNullException>("stream", () => OnnxModel.Save((Stream)null!, model));
        Assert.Throws<ArgumentException>("path", () => OnnxModel.Save("", model));

        void Refuses(OnnxOptions options, string message) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(nameof(options), () => OnnxModel.Save(Stream.Null, model, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatWasThereStaysWhereThereIsNothingToWrite()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("model.onnx", [1, 2, 3]);
        using var model = new ReluMlp(maxBatch: 1);
        Assert.Throws<ArgumentException>(() => OnnxModel.Save(path, model, new OnnxOptions { Opset = 1 }));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(folder.Path));
        Assert.Throws<IOException>(() => OnnxModel.Save(folder.Path, model));
    }

    [Fact]
    public void AModelWrittenByHandDoesNotSayWhatItComputes()
    {
        using LinearProbe probe = LinearProbe.Create(1);
        Assert.Contains("LinearProbe", Assert.Throws<NotSupportedException>(() => OnnxModel.Save(Stream.Null, probe)).Message, StringComparison.Ordinal);
    }
}
