using System.Collections.Immutable;
using SparseGen.Compression.Networks;

namespace SparseGen.Compression;

/// <summary>
/// A <see cref="CompressedModel"/> as a file: <c>layers/NAME/GROUP/...</c> for each compressed map, <c>layers/NAME/error</c>, and the tensors that are as they were under their own
/// names. What is computed stands in the class of the model, whose name the file has.
/// </summary>
internal static class CompressedModelFile
{
    private const string Folder = "layers/";
    private const string Error = "error";

    public static void Save(string path, CompressedModel model)
    {
        var tensors = StoredTensors.Empty();
        foreach (CompressedLayer layer in model.Layers)
        {
            for (int group = 0; group < layer.Maps.Length; group++)
            {
                Add(tensors, Prefix(layer.Name, group), layer.Maps[group]);
            }

            tensors.Add($"{Folder}{layer.Name}/{Error}", [(float)layer.Error], 1);
        }

        foreach ((string name, float[] numbers) in model.Others)
        {
            tensors.Add(name, numbers, [.. model.Info.Tensors.First(tensor => tensor.Name == name).Shape]);
        }

        tensors.Write(path, new Dictionary<string, string> { [Checkpoint.ModelKey] = model.Info.Name, [CompressedFile.MethodKey] = "model " + NameOf(model.Method) });
    }

    public static CompressedModel Load<TModel>(string path)
        where TModel : class, IInferenceModel<TModel>
    {
        StoredTensors tensors = StoredTensors.Read(path);
        CompressionMethod method = MethodOf(tensors);
        ModelInfo info = TModel.Info;
        if (tensors.Info!.Model != info.Name)
        {
            throw tensors.Problem($"The file is of the model {FileText.Show(tensors.Info.Model ?? "without a name")}; expected {info.Name}.");
        }

        using TModel model = TModel.Create(1, Device.Cpu);
        foreach (TensorLayout tensor in model.Parameters.Layout.Tensors.Where(tensor => tensors.Has(tensor.Name)))
        {
            model.Parameters.SetTensor(tensor.Name, tensors.Floats(tensor.Name, tensor.Shape.AsSpan()));
        }

        Network network = CompressedModel.NetworkOf<TModel>(model.Parameters);
        var layers = ImmutableArray.CreateBuilder<CompressedLayer>();
        LinearStep[] compressed = [.. network.LinearSteps.Where(step => tensors.Has($"{Folder}{step.Name}/{Error}"))];
        foreach (LinearStep step in compressed)
        {
            step.Maps = [.. step.Maps.Select((exact, group) => Take(tensors, step.Name, group, exact, method))];
            layers.Add(new CompressedLayer(step.Name, step.Rows, [.. step.Maps], [], tensors.Floats($"{Folder}{step.Name}/{Error}", 1)[0]));
        }

        ImmutableSortedDictionary<string, float[]> others = CompressedModel.OthersOf(model.Parameters, compressed);
        string? missing = others.Keys.FirstOrDefault(name => !tensors.Has(name));
        return missing is null
            ? new CompressedModel(info, method, network, layers.ToImmutable(), others)
            : throw tensors.Problem($"There is no tensor \"{missing}\", nor a compressed map that holds it.");
    }

    private static string Prefix(string layer, int group) => $"{Folder}{layer}/{group}/";

    private static string NameOf(CompressionMethod method) => method == CompressionMethod.Int8 ? Int8Linear.Method : MaddnessLinear.Method;

    private static CompressionMethod MethodOf(StoredTensors tensors)
    {
        string? found = tensors.Info!.Metadata.GetValueOrDefault(CompressedFile.MethodKey);
        foreach (CompressionMethod method in Enum.GetValues<CompressionMethod>())
        {
            if (found == "model " + NameOf(method))
            {
                return method;
            }
        }

        throw tensors.Problem(found is null
            ? $"The file has no \"{CompressedFile.MethodKey}\" in its metadata; expected a compressed model, not a checkpoint."
            : $"\"{CompressedFile.MethodKey}\" is \"{FileText.Show(found)}\"; expected a compressed model.");
    }

    private static void Add(StoredTensors tensors, string prefix, ICompressedLinear map)
    {
        if (map is Int8Linear integers)
        {
            Int8File.Add(tensors, prefix, integers);
        }
        else if (map is MaddnessLinear hashes)
        {
            MaddnessFile.Add(tensors, prefix, hashes);
        }
    }

    private static ICompressedLinear Take(StoredTensors tensors, string layer, int group, ICompressedLinear exact, CompressionMethod method)
    {
        string prefix = Prefix(layer, group);
        ICompressedLinear map = method == CompressionMethod.Int8 ? Int8File.Take(tensors, prefix) : MaddnessFile.Take(tensors, prefix);
        return (map.Inputs, map.Outputs) == (exact.Inputs, exact.Outputs) ? map : throw tensors.Problem(
            $"The map of {FileText.Show(layer)} has {map.Inputs} inputs and {map.Outputs} outputs; expected {exact.Inputs} and {exact.Outputs}.");
    }
}
